#!/usr/bin/env python3
"""transcripts.py PACKETS: the transcripts of interviewer a from packets, people and the probes asked; no ratings in them."""
import csv, re, sys, tomllib
from pathlib import Path

S = Path(__file__).parent
people = {}
for f in sorted((S / 'people').glob('people-*.toml')):
    for p in tomllib.loads(f.read_text())['person']:
        people[p['question']] = p


def section(text, start):
    m = re.search(rf'^## {start}[^\n]*\n(.*?)(?=^## |^Strong signals:|\Z)', text, re.M | re.S)
    return m.group(1) if m else ''


out = S / 'transcripts'
out.mkdir(exist_ok=True)
with open(S / 'interviews-a.csv', newline='') as f:
    for row in csv.DictReader(f):
        q, p = row['question'], people[row['question']]
        packet = (Path(sys.argv[1]) / f'{q}.md').read_text()
        ask = re.search(r'^> (.+)$', packet, re.M).group(1)
        probes = {int(n): t for n, t in re.findall(r'^(\d+)\. (.+)$', section(packet, 'Probes'), re.M)}
        hints = re.findall(r'^- (.+)$', section(packet, 'Hints'), re.M)
        part = [f'# {q}', f'**Ask:** {ask}', p['answer'].strip()]
        if row['hint']:
            part += [f'**Hint:** {hints[0]}', p['after_hint'].strip()]
        for n in map(int, row['probes'].split()):
            part += [f'**Probe {n}:** {probes[n]}', p['replies'][n - 1].strip()]
        (out / f'{q}.md').write_text('\n\n'.join(part) + '\n')
