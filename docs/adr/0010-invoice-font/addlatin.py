import sys
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

base_file, latin_file, out_file = sys.argv[1:4]
base, latin = TTFont(base_file), TTFont(latin_file)
have, offered = base.getBestCmap(), latin.getBestCmap()
# the Latin of Noto Sans SC is Source Sans enlarged: the same factor fits the rest in
factor = base["hmtx"][have[ord("n")]][0] / latin["hmtx"][offered[ord("n")]][0]
ranges = ((0xA0, 0x24F), (0x370, 0x3FF), (0x400, 0x45F), (0x490, 0x491), (0x1E00, 0x1EFF),
          (0x2010, 0x205E), (0x20A0, 0x20C0))
wanted = [c for lo, hi in ranges for c in range(lo, hi + 1) if c in offered and c not in have]

options = subset.Options()
options.hinting = False
options.layout_features = []
options.drop_tables += ["GSUB", "GPOS", "GDEF", "STAT", "gasp"]
subsetter = subset.Subsetter(options)
subsetter.populate(unicodes=wanted)
subsetter.subset(latin)
scale_upem(latin, round(latin["head"].unitsPerEm * factor * 1000 / latin["head"].unitsPerEm))

order = base.getGlyphOrder()
names = {name: "latin." + name for name in latin.getGlyphOrder() if name != ".notdef"}
base.setGlyphOrder(order + list(names.values()))
base["glyf"].glyphOrder = base.getGlyphOrder()
for name, new in names.items():
    glyph = latin["glyf"][name]
    glyph.expand(latin["glyf"])
    if glyph.isComposite():
        for component in glyph.components:
            component.glyphName = names[component.glyphName]
    base["glyf"].glyphs[new] = glyph
    base["hmtx"].metrics[new] = latin["hmtx"][name]
for character, name in latin.getBestCmap().items():
    for table in base["cmap"].tables:
        if table.isUnicode() and table.format in (4, 12):
            table.cmap[character] = names[name]
base.recalcTimestamp = False
base.save(out_file)
print(out_file, "factor %.4f" % factor, len(wanted), "added")
