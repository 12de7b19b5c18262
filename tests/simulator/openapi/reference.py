"""What LINE's reference says beyond its schemas: all that one must know to write what LINE takes.

The schemas leave out most limits and formats (a colour is any string there), what excludes what, and which of
several alternatives may stand where. Where the two differ, the reference counts.
"""

from collections.abc import Sequence

from tests.simulator.openapi import spec

URL = "https://example.com/path?q=Good%20morning"
USER = "U" + "5" * 32
# The property is left out this time.
ABSENT = object()

_API = spec.messaging()


def _words(name: str, *more: str) -> list[object]:
    """Give the keywords of a schema that nothing refers to, and the other forms that the property takes."""
    return [*_API.named(name).node["enum"], *more]


_OFFSETS = _words("FlexOffset", "5px", "-5px", "10%", "23.5%")
_PADDINGS = _words("FlexBoxPadding", "5px", "10%", "23.5%")
_EXTENTS: list[object] = ["50%", "23.5%", "100%", "6px"]
_COLOURS: list[object] = ["#0D8186", "#9FD8E36E"]
_RATIOS: list[object] = ["1:1", "20:13", "1:3", "100000:1", "1.91:1"]

# By "Schema.property", or by the property alone: the values that are tried in turn.
VALUES: dict[str, Sequence[object]] = {
    "userId": [USER],
    # A label may have 12 clusters in the narrowest place.
    "label": ["ก" * 12, "Label"],
    # displayText excludes text; fillInText goes with the third of the input options.
    "PostbackAction.displayText": ["x", ABSENT],
    "PostbackAction.text": [ABSENT, "x"],
    "PostbackAction.fillInText": [ABSENT, ABSENT, "x", ABSENT],
    # In the order of the modes: date, time, datetime.
    "DatetimePickerAction.min": ["1900-01-01", "00:00", "1900-01-01T00:00"],
    "DatetimePickerAction.initial": ["2024-04-01", "06:15", "2024-04-01t06:15"],
    "DatetimePickerAction.max": ["2100-12-31", "23:59", "2100-12-31T23:59"],
    "MessageAction.text": ["ก"],
    "URIAction.uri": [URL, "http://example.com", "line://nv/chat", "tel:+6621234567"],
    "AltUri.desktop": [URL, "line://nv/chat"],
    "RichMenuSwitchAction.richMenuAliasId": ["menu-1"],
    "QuickReplyItem.type": ["action"],
    "Sender.name": ["x" * 20],
    "TextMessage.text": ["$ hello"],
    "TextMessageV2.text": ["{a} {b} {{}}"],
    "Emoji.index": [0],
    "VideoMessage.trackingId": ["a-.=,+*()%$&;:@{}!?<>[]9"],
    "AudioMessage.duration": [1, 60_000],
    "LocationMessage.title": ["x" * 100],
    "LocationMessage.address": ["x" * 100],
    "LocationMessage.latitude": [13.75, -90, 90],
    "LocationMessage.longitude": [100.5, -180, 180],
    "altText": ["ก" * 1500],
    "ImagemapBaseSize.width": [1040],
    "MessageImagemapAction.text": ["x" * 400],
    "URIImagemapAction.linkUri": [URL],
    "ImagemapExternalLink.linkUri": [URL],
    "imageAspectRatio": _words("TemplateImageAspectRatio"),
    "imageSize": _words("TemplateImageSize"),
    "imageBackgroundColor": ["#FFFFFF"],
    "CarouselColumn.text": ["x" * 60],
    "ButtonsTemplate.text": ["x" * 60],
    "ConfirmTemplate.text": ["x" * 240],
    "title": ["x" * 40],
    # Flex: what the schemas call strings.
    "spacing": _words("FlexBoxSpacing", "5px"),
    "margin": _words("FlexMargin", "5px", "4.5px"),
    "cornerRadius": _words("FlexBoxCornerRadius", "3px"),
    "borderWidth": _words("FlexBoxBorderWidth", "1px"),
    **{f"offset{side}": _OFFSETS for side in ("Top", "Bottom", "Start", "End")},
    **{f"padding{side}": _PADDINGS for side in ("All", "Top", "Bottom", "Start", "End")},
    **dict.fromkeys([f"FlexBox.{side}" for side in ("width", "maxWidth", "height", "maxHeight")], _EXTENTS),
    **dict.fromkeys(("color", "backgroundColor", "borderColor", "separatorColor"), _COLOURS),
    **dict.fromkeys(("startColor", "centerColor", "endColor"), _COLOURS),
    "FlexBoxLinearGradient.angle": ["0deg", "90deg", "23.5deg", "359.9deg"],
    "FlexBoxLinearGradient.centerPosition": ["0%", "50%", "12.5%", "100%"],
    "FlexImage.size": _words("FlexImageSize", "50%", "80px"),
    # The schema's description speaks of a percentage too; the page on layout says that icons take none.
    "FlexIcon.size": _words("FlexIconSize", "20px"),
    "FlexText.size": _words("FlexTextFontSize", "13.5px"),
    "FlexSpan.size": _words("FlexSpanSize", "13px"),
    "FlexText.lineSpacing": ["5px", "4.5px"],
    "aspectRatio": _RATIOS,
    # Every area of a rich menu lies inside of it.
    "RichMenuSize.width": [2500, 800],
    "RichMenuSize.height": [1686, 250],
    "RichMenuBounds.x": [0],
    "RichMenuBounds.y": [0],
    "RichMenuBounds.width": [800],
    "RichMenuBounds.height": [250],
    "flex": [0, 1, 3],
    "maxLines": [0, 2],
    "FlexImage.animated": [False],
}

# What the least of an object holds where the most would not do without the rest.
LEAST_VALUES: dict[str, Sequence[object]] = {"TextMessageV2.text": ["{{}}"]}

# Which alternatives may stand in a place; where nothing is said, all that the schema has.
_EVERYWHERE = ("postback", "message", "uri", "datetimepicker", "clipboard")
KINDS: dict[str, Sequence[str]] = {
    # The camera, the camera roll and the location are for quick replies, richmenuswitch is for rich menus.
    "QuickReplyItem.action": (*_EVERYWHERE, "camera", "cameraRoll", "location"),
    "RichMenuArea.action": (*_EVERYWHERE, "richmenuswitch"),
    "FlexVideo.action": ("uri",),
    "FlexVideo.altContent": ("box", "image"),
    # In the order of the sizes of bubbles: a video needs kilo, mega or giga.
    "FlexBubble.hero": ("box", "image", "box", "image", "video", "image", "video"),
}
OTHER_ACTIONS = _EVERYWHERE
COMPONENTS = ("separator", "box", "button", "image", "text", "filler")
BASELINE_COMPONENTS = ("filler", "icon", "text")

# What the schema lets be absent and the reference does not.
NEEDED: dict[str, Sequence[str]] = {
    "Action": ("type",),
    "PostbackAction": ("data",),
    "MessageAction": ("text",),
    "URIAction": ("uri",),
    "DatetimePickerAction": ("data", "mode"),
    "RichMenuSwitchAction": ("richMenuAliasId", "data"),
    "QuickReply": ("items",),
    "QuickReplyItem": ("type", "action"),
    "Emoji": ("index", "productId", "emojiId"),
    "ImagemapVideo": ("originalContentUrl", "previewImageUrl", "area"),
    "ImagemapExternalLink": ("linkUri", "label"),
    "FlexText": ("text",),
    "FlexSpan": ("text",),
    "FlexBubble": ("body",),
    "FlexBoxLinearGradient": ("angle", "startColor", "endColor"),
    "RichMenuRequest": ("size", "selected", "name", "chatBarText", "areas"),
    "RichMenuSize": ("width", "height"),
    "RichMenuArea": ("bounds", "action"),
    "RichMenuBounds": ("x", "y", "width", "height"),
}
# Where an action stands that a person reads, it has a label; in an image carousel, in rich menus and in Flex
# messages but for buttons it may go without.
LABELLED = ("QuickReplyItem", "FlexButton", "ButtonsTemplate", "ConfirmTemplate", "CarouselColumn")

# How many items a list holds where one of each kind are too many, and how many it needs.
COUNTS = {
    "ButtonsTemplate.actions": 4,
    "CarouselColumn.actions": 3,
    "ConfirmTemplate.actions": 2,
    # unlinkAll stands alone.
    "RichMenuBatchRequest.operations": 1,
}
LEAST = {"ConfirmTemplate.actions": 2}
MAY_BE_EMPTY = ("FlexBox.contents", "ImagemapMessage.actions", "RichMenuRequest.areas")

# Where the schemas allow more than the reference does, which counts.
LAXER = {
    "RichMenuBatchRequest.operations maxItems": "no two operations may be about the same rich menu",
    "RichMenuSize.width minimum": "a rich menu is 800 to 2500 pixels wide",
    "RichMenuSize.width maximum": "a rich menu is 800 to 2500 pixels wide",
    "RichMenuSize.height minimum": "a rich menu is at least 250 pixels high",
    "RichMenuSize.height maximum": "a rich menu is at least 1.45 times as wide as it is high",
    **{
        f"RichMenuBounds.{side} maximum": "an area lies inside of its rich menu"
        for side in ("x", "y", "width", "height")
    },
}

# What LINE refuses with a sentence, not with the name of the property.
SAID_OTHERWISE = dict.fromkeys(
    ("SetWebhookEndpointRequest.endpoint", "TestWebhookEndpointRequest.endpoint"),
    "Invalid webhook endpoint URL",
)
