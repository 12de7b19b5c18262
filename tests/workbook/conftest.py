"""Forms to start from."""

from __future__ import annotations

import pytest

from bot import workbook
from tests.workbook.forms import Form


@pytest.fixture(scope="session")
def template_folder(tmp_path_factory):
    """Give the template as CSV files."""
    folder = tmp_path_factory.mktemp("template")
    workbook.template(folder)
    return folder


@pytest.fixture
def form(template_folder):
    """Give a small correct workbook: one row a sheet."""
    return Form(template_folder)


@pytest.fixture
def example():
    """Give the example agency's workbook."""
    return Form(workbook.example_path())
