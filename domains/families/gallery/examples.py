"""A small puzzle of every family with its answer: what the gallery page shows.

The zebra puzzle is the one of Life International (1962), SEND + MORE = MONEY that of H. E. Dudeney
(Strand Magazine, 1924), the Sudoku that of Wikipedia; the others were made here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from domains.errors import Place
from domains.families.base import Puzzle
from domains.reading import from_text
from domains.registry import family


class Example(NamedTuple):
    """A puzzle with exactly one solution, and that solution, in the one-line forms."""

    puzzle: str
    solution: str


EXAMPLES: dict[str, Example] = {
    "sudoku": Example(
        "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79",
        "534678912672195348198342567859761423426853791713924856961537284287419635345286179",
    ),
    "latin": Example(
        "3.4...2.....52.5...4....5",
        "3541242351145235123423145",
    ),
    "cnf": Example(
        "p cnf 5 10 -1 -2 5 0 -1 2 -5 0 -1 -2 -5 0 1 2 5 0 1 -2 4 0 2 3 5 0 1 -3 -5 0 -1 2 "
        "-3 0 1 4 -5 0 1 3 -4 0",
        "-1 2 3 4 -5 0",
    ),
    "snowflake": Example(
        "snowflake:0,0;0,1;1,0:6.25.3451.2.32.5.1",
        "612543451623324561",
    ),
    "queens": Example(
        "queens:8./4.Q3./8./8./5.Q2./7.Q/8./8.",
        "6 4 2 0 5 7 1 3",
    ),
    "colouring": Example(
        "p edge 10 18 k 3 e 1 3 e 1 7 e 1 8 e 1 9 e 2 7 e 2 10 e 3 4 e 3 6 e 4 7 e 4 8 e 4 "
        "10 e 5 7 e 5 9 e 5 10 e 6 7 e 6 8 e 6 10 e 7 8 f 2 3 f 3 2 f 4 3 f 5 3 f 7 2 f 9 "
        "2 f 10 2",
        "3 3 2 3 3 3 2 1 2 2",
    ),
    "maze": Example(
        "maze:S...#.##/.##..#../###...#./..#.#..#/###...../#G#.#..#/......#./#.#..#..",
        "Sooo#.##/.##o.#../###o..#./..#o#..#/###o..../#G#o#..#/.ooo..#./#.#..#..",
    ),
    "minesweeper": Example(
        "minesweeper:6:??????/??01??/?1????/?10?2?/???2?2/2?????",
        "------/*-01--/-1--*-/-10-2-/*--2*2/2*--*-",
    ),
    "futoshiki": Example(
        "futoshiki:4:r1c1<r2c1,r2c2<r1c2,r2c4<r1c4,r2c2<r2c1,r3c3<r2c3,r2c4<r3c4,r3c2<r3c1,"
        "r4c1<r3c1,r4c1<r4c2,r4c3<r4c4:..../..../4.../..13",
        "1324/3241/4132/2413",
    ),
    "killer": Example(
        "killer:aabbbb/cccdee/ffdddg/fhijgg/hhijkl/mmjjkk:a=6,b=15,c=13,d=12,e=6,f=10,g=9,"
        "h=9,i=10,j=13,k=11,l=5,m=7:....../....../....../....../.3..../......",
        "152634/463251/321546/546312/234165/615423",
    ),
    "kenken": Example(
        "kenken:aaaa/bbcd/ebcf/ebff:a=24*,b=48*,c=2-,d=3,e=2/,f=6+:..../..../..../2...",
        "3214/4123/1342/2431",
    ),
    "kakuro": Example(
        "kakuro:#####/#..##/#..##/###../###..:5,9,7,12:9,5,15,4:1./../../..",
        "14/81/61/93",
    ),
    "binairo": Example(
        "binairo:6:.1..0./....../1....0/.....0/....1./.1...0",
        "010101/001101/101010/110100/001011/110010",
    ),
    "starbattle": Example(
        "starbattle:1:aaabbc/aaabbc/daeecc/ddfffc/ddfffc/ffffff:.*..../....../....../"
        "....../-...../......",
        "-*----/----*-/--*---/*-----/-----*/---*--",
    ),
    "magic": Example(
        "magic:3:.../7../.9.",
        "618/753/294",
    ),
    "cryptarithm": Example(
        "cryptarithm:SEND+MORE=MONEY",
        "95671082",
    ),
    "nonogram": Example(
        "nonogram:2,2/7/7/5/3/1:2/4/5/5/5/4/2",
        "-##-##-/#######/#######/-#####-/--###--/---#---",
    ),
    "zebra": Example(
        "zebra:English,Spaniard,Ukrainian,Norwegian,Japanese/red,green,ivory,yellow,blue/"
        "dog,snails,fox,horse,zebra/coffee,tea,milk,juice,water/OldGold,Kools,Chesterfield,"
        "LuckyStrike,Parliament:English=red,Spaniard=dog,coffee=green,Ukrainian=tea,"
        "ivory<<green,OldGold=snails,Kools=yellow,milk=3,Norwegian=1,Chesterfield~fox,"
        "Kools~horse,LuckyStrike=juice,Japanese=Parliament,Norwegian~blue",
        "34215/35412/43125/52341/31245",
    ),
    "golfers": Example(
        "golfers:3x3x3:..3/.31/.21/3.3/23./.3./.../1../22.",
        "123/131/321/313/233/332/211/112/222",
    ),
}


def pictures() -> Iterator[tuple[str, str]]:
    """Yield each family's name, and its solved example as SVG, what was given in bold."""
    for name, example in EXAMPLES.items():
        kind = family(name)
        found = next(kind.read(from_text(example.puzzle, name)))
        assert isinstance(found, Puzzle), found
        structure, masks = found.problem.structure, found.problem.masks
        solved = structure.encode(kind.read_solution(structure, example.solution, Place(name)))
        yield name, kind.svg(structure, solved, givens=masks)
