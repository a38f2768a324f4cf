import gzip
import io
import os
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from roundtable.returns.cin_census import xml_stream
from roundtable.returns.cin_census.errors import CannotReadReturn
from roundtable.returns.cin_census.reader import check_file, read_children
from roundtable.returns.cin_census.tests.xml_text import child, element, episode, header, message

GOOD = message(child(episode()))


def zipped(content: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("return.xml", content)
    return buffer.getvalue()


def with_declaration(encoding: str) -> str:
    return GOOD.replace("UTF-8", encoding)


ENTITY_BOMB = (
    '<?xml version="1.0"?>\n<!DOCTYPE Message [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">'
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>\n<Message>&i;</Message>"
)

REFUSED = {
    "empty": (b"", "empty"),
    "only space": (b"  \n\n ", "no XML"),
    "only a declaration": (b'<?xml version="1.0"?>', "no XML"),
    "a byte order mark alone": (b"\xef\xbb\xbf", "no XML"),
    "a table": ("LAchildID,UPN\n1,2\n", "not an XML file"),
    "zip": (zipped(GOOD), r"compressed file \(zip\)"),
    "gzip": (gzip.compress(GOOD.encode()), r"compressed file \(gzip\)"),
    "UTF-16": (with_declaration("UTF-16").encode("utf-16"), "UTF-16 or UTF-32"),
    "UTF-16 without a mark": (GOOD.encode("utf-16-le"), "UTF-16 or UTF-32"),
    "UTF-32": (GOOD.encode("utf-32"), "UTF-16 or UTF-32"),
    "Latin-1 that says so": (
        with_declaration("ISO-8859-1").encode("latin-1"),
        "written in ISO-8859-1: save it as UTF-8",
    ),
    "UTF-8 that says UTF-16": (with_declaration("utf-16"), "written in utf-16"),
    "Latin-1 that says UTF-8": (
        GOOD.replace("WBRI", "Zoë").encode("latin-1"),
        r"Line \d+ holds characters that are not UTF-8",
    ),
    "half a character at the end": (GOOD.encode() + b"\xc3", "not UTF-8"),
    "cut short between elements": (
        GOOD[: GOOD.index("<Sex>")],
        r"stops in the middle, on line \d+",
    ),
    "cut short inside a tag": (GOOD[: GOOD.index("<Sex>") + 3], "stops in the middle"),
    "crossed tags": ("<Message><Header></Message>", "line 1, an element is closed"),
    "something after the end": (GOOD + "<More/>", "something follows the end"),
    "text after the end": (GOOD + "more", "something follows the end"),
    "an entity nobody defined": (GOOD.replace("WBRI", "&nbsp;"), "an entity is used"),
    "a character that is none": (GOOD.replace("WBRI", "\x01"), "a character stands where"),
    "a doubled attribute": ('<Message a="1" a="2"/>', "duplicate attribute"),
    "an entity bomb": (ENTITY_BOMB, r"Line 2 has a document type declaration \(DOCTYPE\)"),
    "a DOCTYPE": (GOOD.replace("<Message>", "<!DOCTYPE Message><Message>"), "DOCTYPE"),
    "an outside entity": (
        GOOD.replace(
            "<Message>", '<!DOCTYPE Message [<!ENTITY x SYSTEM "file:///etc/passwd">]><Message>'
        ).replace("WBRI", "&x;"),
        "DOCTYPE",
    ),
    "an outside DTD": (
        GOOD.replace("<Message>", '<!DOCTYPE Message SYSTEM "http://127.0.0.1:9/x"><Message>'),
        "DOCTYPE",
    ),
    "another root": ("<html></html>", "begins with 'html', not 'Message'"),
    "nested without end": (
        "<Message>" + "<a>" * 100_000 + "</a>" * 100_000 + "</Message>",
        "nested more than 40 deep",
    ),
    "an attribute without end": (f'<Message a="{"x" * 3_000_000}"/>', "more than a million"),
    "a comment without end": (
        f"<Message><!--{'x' * 3_000_000}--></Message>",
        "more than a million",
    ),
    "invented attributes": (
        "<Message>" + "".join(f'<Header a{n}="1"/>' for n in range(200)) + "</Message>",
        "more than 100 kinds of attribute",
    ),
    "invented elements": (
        message("".join(f"<a{n}/>" for n in range(200))),
        "More than 100 kinds of element are unknown",
    ),
    "a child without end": (message(child("<Sex/>" * 20_001)), "one child has more than 20,000"),
    "no header": (message(child(episode()), head=element("Source")), "no header"),
    "no collection": (message(child(), head=header(collection=None)), "nothing where it should"),
    "another collection": (message(child(), head=header(collection="CLA")), "is 'CLA', not 'CIN'"),
    "no year": (message(child(), head=header(year=None)), "it gives no year"),
    "a year in words": (message(child(), head=header(year="2026-27")), "'2026-27' is not a year"),
    "a year too early": (message(child(), head=header(year="2021")), "the year ending in 2021"),
    "a year too late": (message(child(), head=header(year="2028")), "2021-22 to 2026-27 can be"),
    "no authority": (message(child(), head=header(lea=None)), r"\(LEA\): there is none"),
    "an authority in words": (message(child(), head=header(lea="Kent")), "'Kent' is not three"),
    "no child": (message(), "There is no child"),
    "no children at all": ("<Message>" + header() + "</Message>", "There is no child"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_in_one_line(name, write):
    content, expected = REFUSED[name]
    with pytest.raises(CannotReadReturn, match=expected) as refusal:
        check_file(write(content))
    assert "\n" not in refusal.value.message
    assert len(refusal.value.message) < 250


def test_never_reads_what_an_entity_names(tmp_path, write):
    secret = tmp_path / "secret"
    secret.write_text("do not read")
    content = f'<!DOCTYPE Message [<!ENTITY x SYSTEM "{secret.as_uri()}">]><Message>&x;</Message>'
    with pytest.raises(CannotReadReturn) as refusal:
        check_file(write(content))
    assert "do not read" not in refusal.value.message


def test_refuses_what_is_no_file(tmp_path):
    with pytest.raises(CannotReadReturn, match=r"no file called 'nothing\.xml'"):
        check_file(tmp_path / "nothing.xml")
    with pytest.raises(CannotReadReturn, match="a folder"):
        check_file(tmp_path)
    with pytest.raises(CannotReadReturn, match="its name is not allowed"):
        check_file(Path("a\0b"))


def test_refuses_a_pipe_without_waiting_for_it(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(CannotReadReturn, match="not an ordinary file"):
        check_file(pipe)


def test_refuses_a_file_it_may_not_open(write, monkeypatch):
    path = write(GOOD)

    def refuse(*arguments, **named):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(CannotReadReturn, match=r"could not be opened: permission denied\."):
        check_file(path)


def test_reads_the_header(write):
    found = check_file(write(message(child(), child(identifier="INV002"))))
    assert (found.year, found.lea, found.child_count) == (2027, "999", 2)
    assert (found.software, found.release, found.serial_number) == ("invented", "1.0", "001")
    assert found.produced_at == datetime(2027, 5, 11, 10, 0)  # noqa: DTZ001 - as it was written
    assert found.reference_date == found.as_at == found.year_ends_on == date(2027, 3, 31)
    assert found.year_starts_on == date(2026, 4, 1)
    assert not found.remarks
    assert len(found.fingerprint) == 64


def test_a_header_may_come_last_and_say_little(write):
    head = header(reference_date=None).replace("2027-05-11T10:00:00", "yesterday")
    content = f"<Message><Children>{child(episode())}</Children>{head}</Message>"
    found = check_file(write(content))
    assert found.produced_at is None
    assert found.reference_date is None
    assert found.as_at == date(2027, 3, 31)
    assert [str(remark) for remark in found.remarks] == [
        "line 1, ReferenceDate: The reference date is missing; 31 March 2027 is used."
    ]


@pytest.mark.parametrize(
    "stated, as_at",
    [
        ("2027-07-21", date(2027, 7, 21)),
        ("2027-03-01", date(2027, 3, 31)),
        ("2031-03-31", date(2027, 3, 31)),
        ("31/03/2027", date(2027, 3, 31)),
    ],
)
def test_a_reference_date_counts_if_it_can_be_believed(write, stated, as_at):
    found = check_file(write(message(child(), head=header(reference_date=stated))))
    assert found.as_at == as_at
    assert [remark.code for remark in found.remarks] == ["reference_date"]


def test_a_second_source_changes_nothing(write):
    head = header(more="<Source><LEA>111</LEA></Source>")
    assert check_file(write(message(child(), head=head))).lea == "999"


def test_remarks_once_on_each_unknown_element(write):
    odd = "<Shoes><Size>1</Size></Shoes>"
    content = message(child(episode(odd)), child(episode(odd, odd), identifier="INV002"))
    remarks = check_file(write(content)).remarks
    assert [(remark.element, remark.set_aside) for remark in remarks] == [
        ("Shoes", True),
        ("Size", True),
    ]
    assert "(inside CINdetails, 3 times) is not part of the census" in remarks[0].reason


def test_remarks_on_elements_out_of_place(write):
    content = message(child(episode())).replace("<Children>", f"{episode()}<Children><Sex>M</Sex>")
    remarks = {remark.element: remark for remark in check_file(write(content)).remarks}
    assert "CINdetails does not belong inside Message (once)" in remarks["CINdetails"].reason
    assert remarks["CINdetails"].hides_open_plan


def test_remarks_on_elements_of_another_year(write):
    head = header(year="2023", reference_date="2023-03-31")
    found = check_file(write(message(child(born="2015-06-01", sex="F"), head=head)))
    assert [remark.reason for remark in found.remarks] == [
        "Sex (once) was not part of the 2022-23 return; it was read all the same."
    ]


@pytest.mark.parametrize(
    "tag, years",
    [
        ("GenderCurrent", {2022, 2023, 2024}),
        ("Sex", {2025, 2026, 2027}),
        ("PreProceedingsandFGDM", {2027}),
    ],
)
def test_knows_the_years_of_each_element(write, tag, years):
    silent = set()
    for year in range(2022, 2028):
        head = header(year=str(year), reference_date=f"{year}-03-31")
        found = check_file(write(message(child(f"<{tag}/>", sex=None), head=head)))
        if not found.remarks:
            silent.add(year)
    assert silent == years


def test_namespaces_attributes_comments_and_a_byte_order_mark_are_no_hindrance(write):
    content = (
        GOOD.replace("<Message>", '<c:Message xmlns:c="urn:x" xmlns:i="urn:i" i:nil="false">')
        .replace("</Message>", "</c:Message>")
        .replace("<Sex>", "<!-- note --><?go on?><c:Sex a='1'>")
        .replace("</Sex>", "</c:Sex>")
    )
    path = write(b"\xef\xbb\xbf" + content.encode())
    (record,) = read_children(path, check_file(path))
    assert record.sex == "F"
    assert not record.problems


def test_a_file_in_small_pieces_reads_the_same(write, monkeypatch):
    path = write(GOOD.replace("WBRI", "Zoë€😀"))
    whole = list(read_children(path, check_file(path)))
    monkeypatch.setattr(xml_stream, "CHUNK_BYTES", 3)
    assert list(read_children(path, check_file(path))) == whole


def test_a_long_text_is_no_reason_to_refuse_the_file(write):
    path = write(
        message(child(episode(), characteristics=f"<Ethnicity>{'x' * 10_000_000}</Ethnicity>"))
    )
    (record,) = read_children(path, check_file(path))
    (problem,) = record.problems
    assert (problem.code, len(problem.value)) == ("unknown_code", 60)


def test_a_long_header_text_is_cut(write):
    head = header().replace("invented", "x" * 1_000_000)
    assert len(check_file(write(message(child(), head=head))).software) == 200


def test_refuses_to_go_on_with_a_file_that_changed(write):
    path = write(GOOD)
    checked = check_file(path)
    write(GOOD + "\n")
    with pytest.raises(CannotReadReturn, match="changed since it was checked"):
        read_children(path, checked)
