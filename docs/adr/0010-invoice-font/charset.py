import bz2, sys
unihan, out = sys.argv[1:3]
chars = set()
for lo, hi in ((0x20, 0x7E), (0xA0, 0x17F), (0x2010, 0x2027), (0x2030, 0x205E), (0x20A0, 0x20C0),
               (0x2190, 0x2193), (0x3000, 0x301F), (0x30FB, 0x30FC), (0xFF01, 0xFF5E), (0xFFE0, 0xFFE6)):
    chars.update(range(lo, hi + 1))
chars.update(map(ord, "ƒΩ℃℉№℡™®©§¶†‡•…‰′″※□■○●◇◆△▲☆★→←↑↓√×÷±≈≠≤≥∞"))
for first in range(0xA1, 0xF8):          # GB 2312, all rows
    for second in range(0xA1, 0xFF):
        try:
            chars.add(ord(bytes((first, second)).decode("gb2312")))
        except UnicodeDecodeError:
            pass
for line in bz2.open(unihan, "rt", encoding="utf-8"):
    field = line.rstrip("\n").split("\t")
    if len(field) == 3 and field[1] == "kTGH":   # the 8 105 of 通用规范汉字表
        chars.add(int(field[0][2:], 16))
with open(out, "w", encoding="ascii") as target:
    target.write("\n".join("%04X" % c for c in sorted(chars)) + "\n")
print(len(chars))
