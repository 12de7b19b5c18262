// Every word of the page. Thai first.
export const TEXTS = {
  th: {
    locale: "th-TH-u-ca-buddhist",
    title: "LINE จำลอง", skip: "ข้ามไปที่ช่องพิมพ์", chats: "รายการแชต", people: "ผู้ใช้งาน", groups: "กลุ่ม",
    phone: "โทรศัพท์ของ", back: "กลับไปรายการแชต", close: "ปิด", beside: "เปิดคู่กัน", unreadOf: "ยังไม่ได้อ่าน {count} ข้อความ",
    find: "ค้นหาคนหรือหน่วยงาน", someOf: "แสดง {shown} จากทั้งหมด {all} คน", nobody: "ไม่พบคนหรือหน่วยงานที่ค้นหา",
    roles: {
      "person/staff": "เจ้าหน้าที่", "person/head": "ผู้ตรวจจากหน่วยอื่น", "person/admin": "ผู้ดูแลระบบ",
      "person/stranger": "บุคคลภายนอก", "group/team": "กลุ่มงาน",
    },
    turn: "ปรับเวลา",
    clock: {
      stop: "หยุดเวลา", run: "ให้เวลาเดิน", hour: "+1 ชั่วโมง", day: "+1 วัน", week: "+7 วัน", month: "+30 วัน",
      real: "กลับไปใช้เวลาจริง", set: "ตั้งเวลา", moment: "วันและเวลาที่จะตั้ง", simulated: "เวลาจำลอง", stands: "เวลาจำลอง (หยุดอยู่)",
      isSimulated: "ขณะนี้เป็นเวลาจำลอง บอทใช้เวลาเดียวกันนี้ เลื่อนเวลาไปข้างหน้าได้ที่นี่", isReal: "ขณะนี้เป็นเวลาจริง เลื่อนเวลาไปข้างหน้าได้ที่นี่",
    },
    record: { start: "บันทึกบทสนทนา", stop: "หยุดและเก็บบทสนทนา" },
    memberJoined: "เพิ่มสมาชิกเข้ากลุ่ม", memberLeft: "นำสมาชิกออกจากกลุ่ม", newPerson: "เพิ่มผู้ใช้งาน", newGroup: "เพิ่มกลุ่ม",
    name: "ชื่อ", members: "สมาชิก", friend: "เป็นเพื่อนกับบอทแล้ว", yes: "ใช่", no: "ยัง",
    richMenu: "เมนูของบอท", toKeyboard: "เปิดช่องพิมพ์", toMenu: "เปิดเมนูของบอท",
    bot: "บอท", write: "พิมพ์ข้อความ", send: "ส่ง", attach: "เพิ่มเติม", file: "ส่งไฟล์", photo: "รูปภาพ", photos: "ส่งรูปจากเครื่อง", camera: "ถ่ายรูป",
    more: "เมนูของแชต", as: "พูดในฐานะ",
    block: "บล็อกบอท", unblock: "เลิกบล็อกหรือเพิ่มเพื่อน", sticker: "ส่งสติกเกอร์", place: "ส่งตำแหน่งที่ตั้ง",
    join: "เชิญบอทเข้ากลุ่ม", leave: "นำบอทออกจากกลุ่ม", mention: "กล่าวถึงบอท",
    deeds: "ตัวเลือกของข้อความ", unsend: "ยกเลิกการส่ง", quote: "ตอบกลับ", copy: "คัดลอก", edit: "แก้ไข",
    quoting: "ตอบกลับถึง {name}", quoted: "ไปที่ข้อความเดิม", cancel: "ยกเลิก", message: "ข้อความ",
    unsent: "ยกเลิกการส่งข้อความแล้ว", edited: "แก้ไขแล้ว", read: "อ่านแล้ว", lost: "ส่งไม่ถึงผู้รับ", earlier: "ดูข้อความก่อนหน้านี้",
    typing: "บอทกำลังเตรียมคำตอบ", empty: "ยังไม่มีข้อความ ลองพิมพ์ทักทายบอทดูได้เลย", quickReplies: "คำตอบด่วน",
    unknown: "ยังแสดงไม่ได้:", blocked: "บล็อกบอทอยู่", toUnblock: "เลิกบล็อกบอทเพื่อคุยต่อ", toJoin: "เชิญบอทเข้ากลุ่มเพื่อคุยต่อ", absent: "บอทไม่อยู่ในกลุ่ม", me: "ฉัน", log: "ข้อความในแชต",
    pick: "เลือกวันและเวลา", ok: "ตกลง", copied: "คัดลอกแล้ว", call: "โทร", link: "เปิดในแอป",
    picking: { date: "วันที่", time: "เวลา", datetime: "วันที่และเวลา", from: "เลือกได้ตั้งแต่", until: "ถึง", at: "เวลา {time} น." },
    placing: { own: "ระบุพิกัดเอง", latitude: "ละติจูด", longitude: "ลองจิจูด", title: "ชื่อสถานที่ (ไม่ระบุก็ได้)" },
    places: { government: "ศูนย์ราชการเฉลิมพระเกียรติ แจ้งวัฒนะ", parliament: "สัปปายะสภาสถาน (รัฐสภา)", cityHall: "ศาลาว่าการกรุงเทพมหานคร เสาชิงช้า", monument: "อนุสาวรีย์ชัยสมรภูมิ" },
    upload: {
      going: "กำลังส่ง {name} ({percent}%)", several: "กำลังส่ง {name} ({index} จาก {total}, {percent}%)", refused: "ส่ง {name} ไม่สำเร็จ: {reason}",
      empty: "ไฟล์ว่างเปล่า", gone: "ติดต่อ LINE จำลองไม่ได้", drop: "วางไฟล์ที่นี่เพื่อส่ง",
    },
    theme: "สลับโหมดสว่างหรือมืด", language: "English", panel: "แผงข้อมูลการรับส่ง",
    broken: "ขาดการเชื่อมต่อกับ LINE จำลอง กำลังเชื่อมต่อใหม่ให้เอง", restored: "เชื่อมต่อกับ LINE จำลองได้แล้ว",
    errors: {
      could_not_connect: "ติดต่อบอทไม่ได้ที่ {url} โปรดตรวจว่าบอททำงานอยู่",
      request_timeout: "บอทตอบช้ากว่า 2 วินาที LINE จะถือว่าส่งไม่สำเร็จ",
      error_status_code: "บอทตอบกลับด้วยรหัส {status} โปรดดูบันทึกของบอท",
      secret: "บอทไม่ยอมรับลายเซ็น (รหัส {status}) LINE_CHANNEL_SECRET ของบอทกับของ LINE จำลองต้องตรงกัน",
      lost: "เว็บฮุกนี้ถูกทำให้หายตามที่ตั้งไว้", held: "เว็บฮุกนี้จะไปถึงบอทหลังรายการถัดไปตามที่ตั้งไว้",
      none: "ยังไม่ได้ระบุที่อยู่ของบอท (ใส่ --bot ตอนเปิด LINE จำลอง)",
    },
    from: "{name} จาก {account}",
    kinds: { image: "รูปภาพ", video: "วิดีโอ", audio: "ข้อความเสียง", file: "ไฟล์", sticker: "สติกเกอร์", location: "ตำแหน่งที่ตั้ง", coupon: "คูปอง", imagemap: "รูปภาพ", template: "ข้อความ", flex: "ข้อความ" },
    faults: "จำลองเหตุขัดข้อง",
    fault: {
      what: "ให้เกิดอะไร", where: "กับการเรียกใด", times: "กี่ครั้ง", seconds: "ช้ากี่วินาที", add: "เริ่มจำลอง", remove: "เลิก", clear: "เลิกทั้งหมด", none: "ขณะนี้ไม่มีเหตุขัดข้องที่จำลองอยู่",
      slow: "ตอบช้า", rate: "429 เรียกถี่เกินไป", monthly: "429 เกินโควตาเดือนนี้", before: "500 ก่อนรับงาน", after: "500 หลังรับงานแล้ว", hang: "ไม่ตอบ และไม่รับงาน", hangAfter: "รับงานแล้วแต่ไม่ตอบ",
      all: "ทุกการเรียก", once: "ครั้งเดียว", thrice: "3 ครั้ง", always: "จนกว่าจะเลิก", left: "เหลือ {count} ครั้ง", forever: "จนกว่าจะเลิก", late: "ตอบช้า {seconds} วินาที",
    },
    quota: { title: "โควตาข้อความของเดือน", limit: "โควตา (เว้นว่างคือไม่จำกัด)", used: "ใช้ไปแล้ว", set: "บันทึก", state: "ใช้ไป {used} จาก {quota} ข้อความ", unlimited: "ใช้ไป {used} ข้อความ ไม่จำกัดโควตา" },
    hooks: {
      title: "เว็บฮุก", lose: "ทำให้รายการถัดไปหาย", hold: "ส่งรายการถัดไปหลังรายการที่ตามมา", twice: "ส่งรายการถัดไปซ้ำสองครั้ง", redeliver: "ส่งใหม่เองเมื่อบอทไม่รับ",
      losing: "รอทำให้หาย {count} รายการ", holding: "รอสลับลำดับ {count} รายการ",
    },
    traffic: "ข้อมูลที่รับส่ง", nothing: "ยังไม่มีข้อมูลรับส่ง",
    filter: { words: "ค้นหาในรายการ", kind: "แสดง", all: "ทั้งหมด", webhook: "เว็บฮุก", call: "การเรียก API", bad: "เฉพาะที่ไม่สำเร็จ", clear: "ล้างรายการ" },
    item: {
      toBot: "ไปบอท", fromBot: "จากบอท", copy: "คัดลอก JSON", request: "คำขอ", response: "คำตอบ", check: "เว็บฮุกทดสอบ (ไม่มีเหตุการณ์)",
      signed: "ลงลายเซ็นแล้ว (HMAC-SHA256)", accepted: "บอทยอมรับลายเซ็น", rejected: "บอทไม่ยอมรับลายเซ็น", right: "ถูกต้องตามข้อกำหนดของ LINE", fault: "จำลองเหตุขัดข้อง:",
      duplicate: "ส่งซ้ำ", redeliver: "ส่งใหม่แบบ redelivery", redelivered: "ส่งใหม่",
    },
  },
  en: {
    locale: "en-GB",
    title: "LINE in a box", skip: "Skip to the text field", chats: "Chats", people: "People", groups: "Groups",
    phone: "Phone of", back: "Back to the chats", close: "Close", beside: "Open beside", unreadOf: "{count} unread",
    find: "Search people or units", someOf: "{shown} of {all} people", nobody: "Nobody of that name or unit",
    roles: {
      "person/staff": "Member of staff", "person/head": "Reviewer of another unit", "person/admin": "Administrator",
      "person/stranger": "Stranger", "group/team": "Work group",
    },
    turn: "Turn",
    clock: {
      stop: "Stop", run: "Run", hour: "+1 hour", day: "+1 day", week: "+7 days", month: "+30 days",
      real: "Back to the real time", set: "Set", moment: "Date and time to set", simulated: "Simulated time", stands: "Simulated time (stopped)",
      isSimulated: "This time is simulated, and the bot goes by it. Push it forward here.", isReal: "This is the real time. Push it forward here.",
    },
    record: { start: "Record", stop: "Stop and save" },
    memberJoined: "Bring people in", memberLeft: "Take people out", newPerson: "Add a person", newGroup: "Add a group",
    name: "Name", members: "Members", friend: "Already a friend of the bot", yes: "Yes", no: "No",
    richMenu: "Menu of the bot", toKeyboard: "Open the text field", toMenu: "Open the menu of the bot",
    bot: "Bot", write: "Write a message", send: "Send", attach: "More to send", file: "Send a file", photo: "Photo", photos: "Send photos", camera: "Take a photo",
    more: "Chat menu", as: "Speak as",
    block: "Block the bot", unblock: "Unblock or add as friend", sticker: "Send a sticker", place: "Send a location",
    join: "Invite the bot", leave: "Remove the bot", mention: "Mention the bot",
    deeds: "Message options", unsend: "Unsend", quote: "Reply", copy: "Copy", edit: "Edit",
    quoting: "Reply to {name}", quoted: "Go to the original message", cancel: "Cancel", message: "Message",
    unsent: "Message unsent", edited: "Edited", read: "Read", lost: "Not received", earlier: "Earlier messages",
    typing: "The bot is preparing an answer", empty: "No messages yet. Say hello to the bot.", quickReplies: "Quick replies",
    unknown: "cannot draw yet:", blocked: "Has blocked the bot", toUnblock: "Unblock the bot to go on", toJoin: "Invite the bot to go on", absent: "bot not in group", me: "Me", log: "Messages",
    pick: "Choose date and time", ok: "OK", copied: "Copied", call: "Call", link: "Open in an app",
    picking: { date: "Date", time: "Time", datetime: "Date and time", from: "From", until: "until", at: "{time}" },
    placing: { own: "Enter coordinates", latitude: "Latitude", longitude: "Longitude", title: "Name of the place (optional)" },
    places: { government: "Government Complex, Chaeng Watthana", parliament: "Parliament House, Kiak Kai", cityHall: "Bangkok City Hall", monument: "Victory Monument" },
    upload: {
      going: "Sending {name} ({percent}%)", several: "Sending {name} ({index} of {total}, {percent}%)", refused: "Could not send {name}: {reason}",
      empty: "the file is empty", gone: "cannot reach the simulator", drop: "Drop here to send",
    },
    theme: "Light or dark", language: "ไทย", panel: "Traffic panel",
    broken: "Lost the simulator; reconnecting by itself", restored: "The simulator is back",
    errors: {
      could_not_connect: "Cannot reach the bot at {url}. Is it running?",
      request_timeout: "The bot took longer than 2 seconds to answer; LINE takes that for a failure",
      error_status_code: "The bot answered {status}; see its log",
      secret: "The bot refused the signature ({status}). LINE_CHANNEL_SECRET must be the same here and there",
      lost: "The webhook was lost, as ordered", held: "This webhook will arrive after the next one, as ordered",
      none: "No bot address was given (--bot)",
    },
    from: "{name} from {account}",
    kinds: { image: "Photo", video: "Video", audio: "Voice message", file: "File", sticker: "Sticker", location: "Location", coupon: "Coupon", imagemap: "Photo", template: "Message", flex: "Message" },
    faults: "Make it fail",
    fault: {
      what: "What happens", where: "To which calls", times: "How often", seconds: "Seconds late", add: "Start", remove: "Stop", clear: "Stop all", none: "Nothing fails on purpose now",
      slow: "Late answer", rate: "429, too many requests", monthly: "429, monthly limit", before: "500 before acceptance", after: "500 after acceptance", hang: "No answer, not accepted", hangAfter: "No answer, but accepted",
      all: "All calls", once: "Once", thrice: "3 times", always: "Until stopped", left: "{count} left", forever: "until stopped", late: "{seconds} s late",
    },
    quota: { title: "Messages of the month", limit: "Limit (empty: none)", used: "Used", set: "Save", state: "Used {used} of {quota} messages", unlimited: "Used {used} messages, no limit" },
    hooks: {
      title: "Webhooks", lose: "Lose the next one", hold: "Deliver the next one after another", twice: "Deliver the next one twice", redeliver: "Redeliver what the bot did not take",
      losing: "{count} to be lost", holding: "{count} to be held back",
    },
    traffic: "Traffic", nothing: "No traffic yet",
    filter: { words: "Search the list", kind: "Show", all: "All", webhook: "Webhooks", call: "API calls", bad: "Failed only", clear: "Clear" },
    item: {
      toBot: "to the bot", fromBot: "from the bot", copy: "Copy JSON", request: "Request", response: "Response", check: "test webhook (no events)",
      signed: "Signed (HMAC-SHA256)", accepted: "the bot accepted the signature", rejected: "the bot refused the signature", right: "Within LINE's rules", fault: "On purpose:",
      duplicate: "Send again", redeliver: "Redeliver", redelivered: "redelivery",
    },
  },
};

/** The words of the language that the page speaks now. */
export let words = TEXTS.th;

/** Let the page speak a language. */
export function speak(language) {
  words = TEXTS[language] ?? TEXTS.th;
  return words;
}

/** Put values into the places of a text: `{name}`. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
