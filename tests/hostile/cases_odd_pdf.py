"""Second helpings for PDF: odd structures, pages, fonts and pictures, hiding places, and what a PDF carries."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tests.hostile import plan, raw_pdf
from tests.hostile.case import ENDED, NO_TEXT, READ, Case
from tests.hostile.cases_hangs import ANY
from tests.hostile.cases_hidden import REDACTED, UNDER, annotation, beside, layers
from tests.hostile.plan import DRAWN, SECRET
from tests.hostile.raw_pdf import box, page, stream, write

WHOLE = plan.TRUTH
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


# ---------------------------------------------------------------------------------------------- PDF: structure


def many_kids(count: int) -> bytes:
    """One page, so many times in the page tree."""
    return page(write("x")).replace(
        b"/Kids[3 0 R]/Count 1", b"/Kids[%s]/Count %d" % (b"3 0 R " * count, count)
    )


def packed_objects(extra: bytes = b"", count: int = 3) -> bytes:
    """The page tree inside an object stream whose header says more than it holds."""
    inner = b"1 0 2 28 3 70 " + CATALOG.ljust(28) + b"<</Type/Pages/Kids[3 0 R]/Count 1>>".ljust(42)
    inner += b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    return (
        b"%PDF-1.7\n6 0 obj\n"
        + stream(inner, b"/Type/ObjStm/N %d/First 14%s" % (count, extra))
        + b"\nendobj\ntrailer<</Root 1 0 R>>"
    )


def names_in_a_circle(tree: bytes) -> bytes:
    return page(DRAWN, {6: b"<</Kids[6 0 R 6 0 R]/Limits[(a)(z)]>>"}, catalog=b"/Names<</%s 6 0 R>>" % tree)


def linearised(share: int) -> bytes:
    """A linearised file, cut: the first page's objects stand first, the table of the rest is gone."""
    import io

    import pikepdf

    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(plan.PDF)) as document:
        document.save(file, linearize=True, deterministic_id=True)
    whole = file.getvalue()
    return whole[: len(whole) * share // 100]


def ciphered(revision: int, user: str) -> bytes:
    import io

    import pikepdf

    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(plan.PDF)) as document:
        lock = pikepdf.Encryption(
            owner="owner", user=user, R=revision, aes=revision >= 4, metadata=revision >= 4
        )  # type: ignore[arg-type]
        document.save(file, encryption=lock)
    return file.getvalue()


def structure() -> Iterator[Case]:
    yield Case("a hundred thousand pages.pdf", partial(many_kids, 100_000), ("TOO_MANY_PAGES",))
    yield Case(
        "kids and their parents.pdf",
        page(DRAWN).replace(b"/Kids[3 0 R]/Count 1", b"/Kids[3 0 R 2 0 R]/Count 2"),
        ("", *ANY),
        rows="said",
    )
    yield Case("object stream that lies.pdf", packed_objects(count=9_999_999), ANY)
    yield Case("object stream of itself.pdf", packed_objects(b"/Extends 6 0 R"), ANY)
    yield Case(
        "table of no widths.pdf",
        b"%PDF-1.7\n1 0 obj\n"
        + stream(b"\0" * 99, b"/Type/XRef/W[0 0 0]/Size 2147483647/Root 1 0 R/Index[0 2147483647]")
        + b"\nendobj\nstartxref\n9\n%%EOF",
        ANY,
    )
    yield Case(
        "table of wide widths.pdf",
        b"%PDF-1.7\n1 0 obj\n"
        + stream(b"\xff" * 99, b"/Type/XRef/W[9 99 999999999]/Size 9/Root 1 0 R")
        + b"\nendobj\nstartxref\n9\n%%EOF",
        ANY,
    )
    yield Case(
        "number of an object.pdf",
        page(DRAWN).replace(b"5 0 obj", b"99999999999 0 obj"),
        ("", *ANY),
        rows="said",
    )
    yield Case(
        "two objects of a number.pdf", page(DRAWN) + b"3 0 obj\n<</Type/Page>>\nendobj\n", ("",), rows=WHOLE
    )
    for tree in (b"EmbeddedFiles", b"JavaScript", b"Dests"):
        yield Case(f"names in a circle {tree.decode()}.pdf", names_in_a_circle(tree), ("", *ANY), rows="said")
    yield Case(
        "structure in a circle.pdf",
        page(
            DRAWN,
            {6: b"<</Type/StructTreeRoot/K[6 0 R 6 0 R]/ParentTree 6 0 R/Kids[6 0 R]>>"},
            catalog=b"/StructTreeRoot 6 0 R/MarkInfo<</Marked true>>",
        ),
        ("",),
        rows=WHOLE,
    )
    yield Case(
        "action in a circle.pdf",
        page(DRAWN, {6: b"<</S/GoTo/D[3 0 R/Fit]/Next 6 0 R>>"}, catalog=b"/OpenAction 6 0 R"),
        ("",),
        rows=WHOLE,
    )
    yield Case(
        "resources of themselves.pdf",
        page(DRAWN)
        .replace(b"/Resources<<", b"/Resources 9 0 R/Old<<")
        .replace(b"4 0 obj", b"9 0 obj\n<</Font 9 0 R>>\nendobj\n4 0 obj"),
        ("", *ANY),
        rows="said",
    )
    yield Case(
        "metadata bomb.pdf",
        partial(
            lambda: page(
                DRAWN,
                {6: stream(raw_pdf.bomb(600 << 20), b"/Type/Metadata/Subtype/XML/Filter/FlateDecode")},
                catalog=b"/Metadata 6 0 R",
            )
        ),
        ("BOMB",),
    )
    yield Case(
        "title of ten million.pdf",
        partial(
            lambda: plan.PDF.replace(
                b"/Root 1 0 R", b"/Info<</Title(" + b"a" * 10_000_000 + b")>>/Root 1 0 R"
            )
        ),
        ("", *ENDED),
        rows="said",
    )
    yield Case(
        "title of commands.pdf",
        plan.PDF.replace(
            b"/Root 1 0 R",
            b"/Info<</Title(\\033]0;x\\007=1+1\\000\\377)/Author(=cmd)/CreationDate(D:99999999999999)>>/Root 1 0 R",
        ),
        ("",),
        rows=WHOLE,
    )
    for share in (30, 60, 90):
        yield Case(
            f"linearised, {share} percent.pdf",
            partial(linearised, share),
            ("", *READ, *NO_TEXT, "PDF_CORRUPT", "PDF_NO_PAGES", "PDF_DAMAGED", "PAGE_UNREADABLE"),
            rows="said",
        )
    for revision in (2, 3, 4):
        yield Case(
            f"password of revision {revision}.pdf", partial(ciphered, revision, "x"), ("PDF_PASSWORD",)
        )
        yield Case(
            f"owner's password of revision {revision}.pdf", partial(ciphered, revision, ""), ("",), rows=WHOLE
        )
    public = b"/Root 1 0 R/Encrypt<</Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s5/V 4/Length 128/Recipients[<30>]>>/ID[(a)(b)]"
    yield Case(
        "locked with a certificate.pdf",
        page(DRAWN).replace(b"/Root 1 0 R", public),
        ("PDF_ENCRYPTED", "PDF_PASSWORD"),
    )
    yield Case(
        "cipher of itself.pdf",
        page(DRAWN, {9: b"<</Filter/Standard/V 4/R 4/CF<</A 9 0 R>>/StmF/A/StrF/A/O(x)/U(y)/P 0>>"}).replace(
            b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 9 0 R/ID[(a)(b)]"
        ),
        ("PDF_ENCRYPTED", "PDF_PASSWORD", "PDF_CORRUPT"),
    )


# ---------------------------------------------------------------------------------------------- PDF: pages


def pages_of_the_plan() -> Iterator[Case]:
    """The plan, drawn by other means: it must come out whole."""
    moved = page(b"1 0 0 1 -100 -100 cm " + DRAWN).replace(b"[0 0 842 595]", b"[-100 -100 742 495]")
    yield Case("page box below nought.pdf", moved, ("",), rows=WHOLE)
    yield Case(
        "page box turned round.pdf",
        page(DRAWN).replace(b"[0 0 842 595]", b"[842 595 0 0]"),
        ("",),
        rows=WHOLE,
    )
    yield Case(
        "page box of reals.pdf",
        page(DRAWN).replace(b"[0 0 842 595]", b"[.0 -0.0 +842. 595.00]"),
        ("",),
        rows=WHOLE,
    )
    yield Case(
        "page box of words.pdf",
        page(DRAWN).replace(b"[0 0 842 595]", b"[/a (b) null 9]"),
        ("", *ANY),
        rows="said",
    )
    yield Case(
        "page box of the parent.pdf",
        page(DRAWN)
        .replace(b"/MediaBox[0 0 842 595]", b"")
        .replace(b"/Kids[", b"/MediaBox[0 0 842 595]/Kids["),
        ("",),
        rows=WHOLE,
    )
    yield Case("unit of ten.pdf", page(DRAWN, extra=b"/UserUnit 10"), ("",), rows="said")
    for turn in (b"450", b"-90", b"37"):
        yield Case(
            f"turned by {turn.decode()}.pdf", page(DRAWN, extra=b"/Rotate " + turn), ("",), rows="said"
        )
    half = DRAWN.index(b" Tj", len(DRAWN) // 2)
    split = page(more={4: b"[6 0 R 7 0 R]", 6: stream(DRAWN[:half]), 7: stream(DRAWN[half:])})
    yield Case("split before an operator.pdf", split, ("",), rows=WHOLE)
    yield Case(
        "of many strings.pdf",
        page(DRAWN.replace(b") Tj", b") -1 (\\000)] TJ").replace(b"\n(", b"\n[(")),
        ("",),
        rows="said",
    )
    yield Case(
        "with an end of its own.pdf",
        page(DRAWN.replace(b"Complete 9", b"endstream 9")),
        ("",),
        rows=((*WHOLE[0][:6], "endstream 9 March 2025"), *WHOLE[1:]),
    )
    yield Case(
        "a picture behind.pdf",
        page(b"q 842 0 0 595 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q " + DRAWN),
        ("",),
        rows=WHOLE,
    )
    yield Case("dark page.pdf", page(b".1 g 0 0 842 595 re f 1 g 1 G " + DRAWN), ("",), rows=WHOLE)
    yield Case(
        "half see-through.pdf",
        page(b"/G gs " + DRAWN, resources=b"/ExtGState<</G<</ca .5/CA .5>>>>"),
        ("",),
        rows=WHOLE,
    )


def fonts_and_pictures() -> Iterator[Case]:
    """What a renderer or a font reader trips over."""
    font = b"/Font<</F 6 0 R>>"
    noise = bytes(range(256)) * 40
    for key, kind in ((b"FontFile", b"Type1"), (b"FontFile2", b"TrueType"), (b"FontFile3", b"Type1")):
        entries = (
            b"<</Type/Font/Subtype/%s/BaseFont/ABCDEF+X/FirstChar 32/LastChar 126/Widths[%s]/FontDescriptor 7 0 R>>"
            % (kind, b"500 " * 95)
        )
        parts = {
            6: entries,
            7: b"<</Type/FontDescriptor/FontName/X/Flags 4/%s 8 0 R>>" % key,
            8: stream(noise, b"/Subtype/Type1C/Length1 99999999"),
        }
        yield Case(
            f"font of noise {key.decode()}.pdf",
            page(DRAWN, parts, resources=font),
            ("", *READ, *NO_TEXT),
            rows="said",
        )
    for name in (b"JBIG2Decode", b"JPXDecode", b"DCTDecode", b"CCITTFaxDecode"):
        picture = (
            b"/Type/XObject/Subtype/Image/Width 65535/Height 65535/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/"
            + name
        )
        yield Case(
            f"picture of noise {name.decode()}.pdf",
            page(
                b"q 9 0 0 9 800 5 cm /I Do Q " + DRAWN,
                {7: stream(noise, picture)},
                resources=b"/XObject<</I 7 0 R>>",
            ),
            ("", *ENDED),
            rows="said",
        )
        yield Case(
            f"content of noise {name.decode()}.pdf",
            page(more={4: stream(noise, b"/Filter/" + name)}),
            (*READ, *NO_TEXT, "PDF_DAMAGED"),
        )
    shade = b"/Shading<</S<</ShadingType %d/ColorSpace/DeviceGray/BitsPerCoordinate 32/BitsPerComponent 16/BitsPerFlag 8/Decode[0 1 0 1 0 1]/Domain[0 1e9 0 1e9]/Matrix[1e-9 0 0 1e-9 0 0]/VerticesPerRow 2000000000/Function 7 0 R>>>>"
    for number in (1, 5, 7):
        yield Case(
            f"shading {number}.pdf",
            page(
                DRAWN + b"q 800 5 9 9 re W n /S sh Q",
                {7: stream(b"{ 1 { dup } repeat }", b"/FunctionType 4/Domain[0 1 0 1]/Range[0 1]")},
                resources=shade % number,
            ),
            ("", *ENDED),
            rows="said",
        )
    yield Case(
        "function of samples.pdf",
        page(
            b"/C cs .5 scn " + DRAWN,
            {
                7: stream(
                    b"\0" * 9,
                    b"/FunctionType 0/Domain[0 1 0 1 0 1 0 1]/Range[0 1]/Size[9999 9999 9999 9999]/BitsPerSample 32",
                )
            },
            resources=b"/ColorSpace<</C[/Separation/X/DeviceGray 7 0 R]>>",
        ),
        ("", *ENDED),
        rows="said",
    )
    yield Case(
        "colours in a circle.pdf",
        page(
            b"/C cs .5 scn " + DRAWN, {7: b"[/Indexed 7 0 R 255 <00>]"}, resources=b"/ColorSpace<</C 7 0 R>>"
        ),
        ("", *ENDED, *READ),
        rows="said",
    )
    yield Case(
        "ticks without end.pdf",
        partial(
            lambda: page(more={4: stream(raw_pdf.bomb(40 << 20, b"1 1 m 2 2 l S\n"), b"/Filter/FlateDecode")})
        ),
        ANY,
    )
    for text in ("D800", "0000", "202E", "FFFF", "0041" * 500, "200B", "000D000A"):
        change = f"1 beginbfchar <65> <{text}> endbfchar"
        cmap = raw_pdf.to_unicode("1 beginbfrange <20> <7e> <0020> endbfrange", change)
        parts = {6: HELVETICA.replace(b">>", b"/ToUnicode 7 0 R>>"), 7: cmap}
        yield Case(
            f"letter that stands for {text[:8]}.pdf",
            page(DRAWN, parts, resources=font),
            ("", *ANY, "OUTPUT_TOO_BIG"),
            rows="said",
        )


# ---------------------------------------------------------------------------------------------- PDF: what is not seen


def unseen() -> Iterator[Case]:
    """Further ways to hide the secret."""
    yield beside(
        "by a blend of white", b"q /G gs 1 g " + UNDER + b"Q\n", resources=b"/ExtGState<</G<</BM/Multiply>>>>"
    )
    dark, nearly = box(30, 190, 170, 25, "0 0 .5 rg"), box(30, 190, 170, 25, ".2 .2 .6 rg")
    yield beside("in the colour of its box", dark + b"0 0 .5 rg " + UNDER, REDACTED)
    yield beside("in nearly the colour of its box", nearly + b".22 .2 .58 rg " + UNDER, REDACTED)
    yield beside("by a stroke of nothing", b"q 1 Tr 1 G " + UNDER + b"Q 0 Tr\n")
    yield beside("by a clip of letters", b"q 7 Tr " + write(SECRET, 40, 200) + b" 0 0 5 5 re f Q 0 Tr\n")
    yield beside("by a rise", write(SECRET, 40, 200, more="5000 Ts") + b"BT 0 Ts ET\n")
    yield beside("by a shear", b"q 1 0 0 .002 0 200 cm " + write(SECRET, 40, 0) + b"Q\n")
    yield beside("by a mirror off the page", b"q -1 0 0 1 -5 0 cm " + UNDER + b"Q\n")
    group, member = b"<</Type/OCG/Name(draft)>>", b"<</Type/OCMD/OCGs[7 0 R]/P/AllOff>>"
    yield beside(
        "by a layer that must be off",
        b"/OC /L BDC " + UNDER + b"EMC\n",
        resources=b"/Properties<</L 8 0 R>>",
        more={7: group, 8: member},
        catalog=b"/OCProperties<</OCGs[7 0 R]/D<</ON[7 0 R]>>>>",
    )
    yield beside(
        "by a wish for layers",
        b"/OC /L BDC " + UNDER + b"EMC\n",
        resources=b"/Properties<</L 8 0 R>>",
        more={7: group, 8: b"<</Type/OCMD/VE[/Not 7 0 R]>>"},
        catalog=b"/OCProperties<</OCGs[7 0 R]/D<</ON[7 0 R]>>>>",
    )
    yield beside(
        "on a layer for printers",
        b"/OC /L BDC " + UNDER + b"EMC\n",
        resources=b"/Properties<</L 7 0 R>>",
        more={7: b"<</Type/OCG/Name(p)/Usage<</Print<</PrintState/ON>>/View<</ViewState/OFF>>>>>>"},
        catalog=layers(7, more=b"/AS[<</Event/View/OCGs[7 0 R]/Category[/View]>>]"),
    )
    yield beside("by a path around nothing", b"q 30 190 m 30 190 l h W* n " + UNDER + b"Q\n")
    yield beside("under a box in two steps", UNDER + b"q 170 0 0 25 30 190 cm 0 g 0 0 1 1 re f Q\n", REDACTED)
    yield beside(
        "under a box of its own colour",
        UNDER + box(30, 190, 170, 25, "0 0 0 rg") + box(30, 190, 170, 25, "1 1 1 rg"),
        REDACTED,
    )
    yield beside(
        "under other words",
        UNDER + box(30, 190, 170, 25, "1 g") + b"0 g " + write("Name", 40, 200),
        REDACTED,
        " Name",
    )
    for kind, rest in (
        ("Redact", b"/QuadPoints[30 215 200 215 30 190 200 190]"),
        ("Redact", b"/IC[0 0 0]"),
        ("Square", b"/IC[0 0 0]/C[0 0 0]"),
        ("Highlight", b"/C[0 0 0]/QuadPoints[30 215 200 215 30 190 200 190]"),
        ("Polygon", b"/IC[0 0 0]/Vertices[30 190 200 190 200 215 30 215]"),
    ):
        yield beside(
            f"under a {kind} {rest[1:3].decode()} that is not drawn",
            UNDER,
            REDACTED,
            extra=b"/Annots[6 0 R]",
            more={6: annotation(kind, rest)},
        )
    yield Case(
        "hidden in a pattern.pdf",
        page(
            DRAWN + b"/Pattern cs /P scn 0 0 1 1 re f",
            {
                7: stream(
                    UNDER,
                    b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<</Font<</F 5 0 R>>>>",
                )
            },
            resources=b"/Pattern<</P 7 0 R>>",
        ),
        ("",),
        (),
        WHOLE,
    )
    yield Case(
        "hidden in the metadata.pdf",
        page(
            DRAWN,
            {6: stream(f"<x>{SECRET}</x>".encode(), b"/Type/Metadata/Subtype/XML")},
            catalog=b"/Metadata 6 0 R/PieceInfo<</A(%s)>>" % SECRET.encode(),
        ),
        ("",),
        (),
        WHOLE,
    )
    yield Case(
        "hidden in other words for it.pdf",
        page(
            DRAWN.replace(
                b"BT /F 14",
                b"/Span <</ActualText (%s) /Alt (%s)>> BDC BT /F 14" % ((SECRET.encode(),) * 2),
                1,
            )
            + b" EMC"
        ),
        ("", *NO_TEXT),
        (),
        "said",
    )


def carried() -> Iterator[Case]:
    """What a PDF wants done, or carries inside."""
    active = ("ACTIVE_CONTENT",)
    link = b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/%s/F(a.exe)/JS(x)/URI(http://192.0.2.1/)>>>>"
    for action in (b"Launch", b"SubmitForm", b"ImportData", b"JavaScript", b"Rendition"):
        yield beside(
            f"link to {action.decode()}", b"", active, extra=b"/Annots[6 0 R]", more={6: link % action}
        )
        yield beside(
            f"opening by {action.decode()}",
            b"",
            active,
            catalog=b"/OpenAction 6 0 R",
            more={6: b"<</S/%s/F(a.exe)/JS(x)>>" % action},
        )
    yield beside("page that acts", b"", active, extra=b"/AA<</O<</S/JavaScript/JS(x)>>>>")
    form = b"/AcroForm<</XFA[(template) 6 0 R]/Fields[]>>/NeedsRendering true"
    wait = page(
        write(
            "Please wait... If this message is not eventually replaced, your viewer cannot show this type of document."
        ),
        {6: stream(b"<template><draw>" + SECRET.encode())},
        catalog=form,
    )
    yield Case("form of xml alone.pdf", wait, READ, ("XFA_FORM",))
    files = b"/Names<</EmbeddedFiles<</Names[(a)6 0 R]>>>>"
    inner = {6: b"<</Type/Filespec/F(plan.pdf)/EF<</F 7 0 R>>>>", 7: stream(plan.PDF, b"/Type/EmbeddedFile")}
    yield Case(
        "portfolio.pdf",
        page(
            write("For the best experience open this portfolio in a newer viewer."),
            inner,
            catalog=b"/Collection<</View/D>>" + files,
        ),
        READ,
        ("PORTFOLIO",),
    )
    noted = annotation("FileAttachment", b"/FS 6 0 R/Contents(see inside)")
    yield beside(
        "file pinned to the page", b"", ("EMBEDDED_FILES",), extra=b"/Annots[8 0 R]", more={**inner, 8: noted}
    )


def cases() -> Iterator[Case]:
    for group in (structure, pages_of_the_plan, fonts_and_pictures, unseen, carried):
        yield from group()
