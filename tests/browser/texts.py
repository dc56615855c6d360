"""Random texts as people type them, and worse: texts(n, seed) gives n of them, the same each time."""
import random

PIECES = [
    "=1+1", "+", "-", "@SUM(A1)", "'", "''=x", '"', '""', '",', '","', ",", ";", "\t", "\n", "\n\n", "overall", "\noverall,yes,\n",
    "plan,candidate,interviewer,round,item,asks,score,evidence\n", "sep=;\n", " ", "  ", "<b>", "</script>", "&amp;", "\\", "%", "#N/A",
    "👍🏽", "👩‍💻", "e\u0301", "ﬁ", "Ağaoğlu", "Γεώργιος", "Дмитрий", "日本語", "שלום", "العربية", "\u202e", "\u200f", "\u00a0", "…", "—",
    "not asked", "3", "1e5", "00012", "3/4", "TRUE", "a", "b", "said", "then", "the queue", "_x000D_", "(", ")", "]]>", "\u2028",
]


def texts(n, seed=1):
    draw = random.Random(seed)
    return ["".join(draw.choice(PIECES) for _ in range(draw.randrange(0, 9))) for _ in range(n)]
