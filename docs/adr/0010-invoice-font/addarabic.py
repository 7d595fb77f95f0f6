"""Adds the letters of Arabic, in the shapes that they take in a word, to a font without them."""
import sys
from fontTools import subset
from fontTools.ttLib import TTFont

base_file, arabic_file, out_file = sys.argv[1:4]
base, arabic = TTFont(base_file), TTFont(arabic_file)
have, offered = base.getBestCmap(), arabic.getBestCmap()
assert base["head"].unitsPerEm == arabic["head"].unitsPerEm
# punctuation and digits; presentation forms of Persian and Urdu letters; those of Arabic
ranges = ((0x60C, 0x60C), (0x61B, 0x61B), (0x61F, 0x61F), (0x640, 0x640), (0x660, 0x66C),
          (0x6D4, 0x6D4), (0x6F0, 0x6F9), (0xFB50, 0xFBB1), (0xFBD3, 0xFBE9), (0xFBFC, 0xFBFF),
          (0xFE80, 0xFEFC))
wanted = [c for lo, hi in ranges for c in range(lo, hi + 1) if c in offered and c not in have]

options = subset.Options()
options.hinting = False
options.layout_features = []
options.drop_tables += ["GSUB", "GPOS", "GDEF", "STAT", "gasp"]
subsetter = subset.Subsetter(options)
subsetter.populate(unicodes=wanted)
subsetter.subset(arabic)

names = {name: "arabic." + name for name in arabic.getGlyphOrder() if name != ".notdef"}
base.setGlyphOrder(base.getGlyphOrder() + list(names.values()))
base["glyf"].glyphOrder = base.getGlyphOrder()
for name, new in names.items():
    glyph = arabic["glyf"][name]
    glyph.expand(arabic["glyf"])
    if glyph.isComposite():
        for component in glyph.components:
            component.glyphName = names[component.glyphName]
    base["glyf"].glyphs[new] = glyph
    base["hmtx"].metrics[new] = arabic["hmtx"][name]
for character, name in arabic.getBestCmap().items():
    for table in base["cmap"].tables:
        if table.isUnicode() and table.format in (4, 12):
            table.cmap[character] = names[name]
base.recalcTimestamp = False
base.save(out_file)
print(out_file, len(wanted), "added")
