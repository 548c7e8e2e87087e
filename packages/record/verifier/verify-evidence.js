// Checks a bundle of evidence (docs/protocol/evidence.md) with nothing but Node.js 20.19 or later and partner cards that were
// exchanged out of band. It shares no line with the rest of Yagura, so that whoever doubts Yagura can read this one file.
//
//   node verify-evidence.js BUNDLE.json --card PARTNER_CARD.json [--card …]
//
// Exit code 0: what is printed is proved. Exit code 1: nothing is proved.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync, realpathSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/** @typedef {{ name: string, keyId: string, type: number, publicKey: Buffer }} Key */
/** @typedef {{ node: string, log: Key, cosign: Key }} Card */

/** Why nothing is proved. */
class Unproved extends Error {}

/** @type {(condition: boolean, reason: string) => asserts condition} */
function must(condition, reason) {
  if (!condition) throw new Unproved(reason)
}

/** @param {(string | Uint8Array)[]} parts */
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()

/** RFC 4648 base64 in its one right form. @param {string} text */
function base64(text) {
  const bytes = Buffer.from(text, 'base64')
  must(bytes.toString('base64') === text, 'base64 is malformed')
  return bytes
}

/** @param {unknown} value @param {number} depth @returns {string} */
function canonical(value, depth) {
  if (typeof value === 'number') {
    must(Number.isFinite(value), 'a number is out of range')
    must(!Number.isInteger(value) || Number.isSafeInteger(value) || Math.abs(value) >= 1e21, 'a number is not exact')
  }
  if (typeof value === 'string') must(!/\p{Cs}/u.test(value), 'a text is malformed')
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  must(depth > 0, 'the nesting is too deep')
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth - 1)).join()}]`
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [name] of members) must(!['__proto__', 'constructor', 'prototype'].includes(name), 'a name is refused')
  return `{${members.map(([name, item]) => `${canonical(name, 0)}:${canonical(item, depth - 1)}`).join()}}`
}

/** @param {Uint8Array} bytes @param {number} limit @param {number} depth @returns {any} */
function parseCanonical(bytes, limit, depth) {
  must(bytes.length < limit, 'the text is too long')
  let text = ''
  let value
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    value = JSON.parse(text)
  } catch {
    throw new Unproved('this is not JSON')
  }
  must(canonical(value, depth) === text, 'the JSON is not canonical')
  return value
}

const badName = /[\s\p{Z}\p{Cc}+]/u

/** @param {string} text @param {number} wanted @returns {Key} */
function parseKey(text, wanted) {
  const [, name = '', hash = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? []
  must(name !== '' && name.length <= 255 && !badName.test(name), 'a verifier key has no right name')
  const material = base64(encoded)
  must(material.length === 33 && material[0] === wanted, 'a verifier key is not of its type')
  const keyId = sha256(`${name}\n`, material).subarray(0, 4).toString('hex')
  must(keyId === hash, 'the hash of a verifier key is not its own')
  return { name, keyId, type: wanted, publicKey: material.subarray(1) }
}

/** @param {any} content @returns {Card} */
export function readCard(content) {
  for (const name of ['node', 'log', 'cosign']) must(typeof content?.[name] === 'string', `the card has no ${name}`)
  return { node: content.node, log: parseKey(content.log, 1), cosign: parseKey(content.cosign, 4) }
}

/** @param {Key} key @param {Buffer} message @param {Buffer} signature */
function isSigned({ publicKey }, message, signature) {
  if (signature.length !== 64) return false
  const key = { kty: 'OKP', crv: 'Ed25519', x: publicKey.toString('base64url') }
  return verify(null, message, createPublicKey({ key, format: 'jwk' }), signature)
}

/** Every signature of a known key must be right, and one there must be. @param {unknown} whole @param {Key[]} keys */
function openNote(whole, keys) {
  must(typeof whole === 'string', 'a note is not a text')
  must(Buffer.byteLength(whole) <= 1 << 19, 'a note is too long')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  must(!/[\x00-\x09\x0b-\x1f]/.test(whole), 'a note has a control character')
  const split = whole.lastIndexOf('\n\n')
  must(split >= 0 && whole.endsWith('\n'), 'a note has no signatures')
  const text = whole.slice(0, split + 1)
  const lines = whole.slice(split + 2, -1).split('\n')
  must(lines.length <= 100, 'a note has too many signatures')
  const signers = []
  for (const line of lines) {
    const [, name = '', encoded = ''] = /^— ([^ ]+) ([^ ]+)$/.exec(line) ?? []
    must(name !== '' && name.length <= 255 && !badName.test(name), 'a signature line is malformed')
    const blob = base64(encoded)
    must(blob.length > 4, 'a signature is too short')
    const keyId = blob.subarray(0, 4).toString('hex')
    const key = keys.find((each) => each.name === name && each.keyId === keyId)
    if (key === undefined) continue
    const signer = { key, timestampS: -1 }
    if (key.type === 1) must(isSigned(key, Buffer.from(text), blob.subarray(4)), `the signature of ${name} is wrong`)
    else {
      must(blob.length === 76, `the cosignature of ${name} is malformed`)
      signer.timestampS = Number(blob.readBigUInt64BE(4))
      must(Number.isSafeInteger(signer.timestampS), `the cosignature of ${name} is of no time`)
      const message = Buffer.from(`cosignature/v1\ntime ${signer.timestampS}\n${text}`)
      must(isSigned(key, message, blob.subarray(12)), `the cosignature of ${name} is wrong`)
    }
    signers.push(signer)
  }
  must(signers.length > 0, 'no known key signed a note')
  return { text, signers }
}

/** A checkpoint that the log key of its own node signed. @param {unknown} whole @param {Card[]} cards */
function openTree(whole, cards) {
  must(typeof whole === 'string', 'a checkpoint is not a text')
  const origin = whole.slice(0, whole.indexOf('\n'))
  const card = cards.find(({ node }) => origin.startsWith(`${node}/`))
  must(card !== undefined, `no card is of the node of ${origin}`)
  const { text, signers } = openNote(whole, [card.log, ...cards.map(({ cosign }) => cosign)])
  must(
    signers.some(({ key }) => key === card.log),
    `the log key of ${card.node} did not sign`,
  )
  const [, count = '', encoded = '', ...extensions] = text.slice(0, -1).split('\n')
  must(/^(0|[1-9][0-9]*)$/.test(count) && Number.isSafeInteger(Number(count)), 'a size is malformed')
  const root = base64(encoded)
  must(root.length === 32 && !extensions.includes(''), 'a checkpoint is malformed')
  const cosigned = signers.flatMap(({ key, timestampS }) => {
    const witness = cards.find(({ cosign }) => cosign === key)
    return witness === undefined ? [] : [{ node: witness.node, timestampS }]
  })
  return { card, origin, size: Number(count), root, cosigned }
}

/**
 * Walks up a proof. Source: RFC 9162 sections 2.1.3.2 and 2.1.4.2.
 * @param {bigint} position @param {bigint} last @param {Buffer} seed @param {Buffer[]} path
 */
function climb(position, last, seed, path) {
  let [left, whole] = [seed, seed]
  for (const sibling of path) {
    must(last > 0n, 'the proof is too long')
    if (position % 2n === 1n || position === last) {
      left = sha256(Uint8Array.of(1), sibling, left)
      whole = sha256(Uint8Array.of(1), sibling, whole)
      for (; position % 2n === 0n && position !== 0n; position >>= 1n) last >>= 1n
    } else whole = sha256(Uint8Array.of(1), whole, sibling)
    position >>= 1n
    last >>= 1n
  }
  must(last === 0n, 'the proof is too short')
  return { left, whole }
}

/** @param {any} hashes @returns {Buffer[]} */
function readHashes(hashes) {
  must(Array.isArray(hashes) && hashes.length <= 64, 'the proof is malformed')
  for (const hash of hashes) must(/^[A-Za-z0-9+/]{43}=$/.test(hash) && typeof hash === 'string', 'a hash is malformed')
  return hashes.map(base64)
}

/** The log of a node into which a marking belongs; undefined where into none. @param {any} entry @param {string} node */
function logOf(entry, node) {
  const mark = entry?.body?.mark
  must(typeof mark === 'object' && mark !== null, 'the entry has no marking')
  must(['REAL', 'EXERCISE', 'TEST', 'SIMULATED'].includes(mark.mode), 'the marking has no mode')
  const audience = 'aud' in mark ? mark.aud : {}
  must(typeof audience === 'object' && audience !== null && !Array.isArray(audience), 'the audience is malformed')
  for (const [nation, grade] of Object.entries(audience)) {
    must(/^[A-Z]{3}$/.test(nation) && (grade === 1 || grade === 2), 'the audience is malformed')
  }
  const nations = Object.keys(audience).filter((nation) => audience[nation] === 2)
  if (nations.length < 2) return undefined
  return `${node}${mark.mode === 'REAL' ? '' : `/${mark.mode.toLowerCase()}`}/ch/${nations.sort().join('-')}`
}

/** @param {any} bundle @param {Card[]} cards */
function judgeEntry({ kind, checkpoint, entry, index, path }, cards) {
  const tree = openTree(checkpoint, cards)
  must(typeof entry === 'string', 'the entry is not a text')
  must(Number.isSafeInteger(index) && index >= 0 && index < tree.size, 'the index is not in the tree')
  const leaf = sha256(Uint8Array.of(0), entry)
  const { whole } = climb(BigInt(index), BigInt(tree.size - 1), leaf, readHashes(path))
  must(whole.equals(tree.root), 'the proof does not lead to the root')
  const record = parseCanonical(Buffer.from(entry), 65_536, 16)
  const { card, origin, size, cosigned } = tree
  if (kind === 'INCLUSION') return { kind, node: card.node, origin, index, size, cosigned }
  const isAboutKeys = ['key.add', 'key.end', 'key.compromised'].includes(record?.body?.kind)
  must(!isAboutKeys || 'aud' in (record.body.mark ?? {}), 'a record about keys belongs into every log')
  const belongsTo = logOf(record, card.node)
  must(belongsTo !== origin, 'the entry belongs into this log')
  return { kind, node: card.node, origin, index, ...(belongsTo === undefined ? {} : { belongsTo }) }
}

/** @param {any} bundle @param {Card[]} cards */
function judgeTrees({ kind, checkpoints, statement, path, rootByLarger }, cards) {
  must(Array.isArray(checkpoints) && checkpoints.length === 2, 'there must be two checkpoints')
  const first = openTree(checkpoints[0], cards)
  const second = openTree(checkpoints[1], cards)
  const { card, origin, size } = first
  must(origin === second.origin, 'the checkpoints are of two logs')
  if (kind === 'EQUIVOCATION') {
    must(size === second.size && !first.root.equals(second.root), 'the checkpoints do not contradict each other')
    return { kind, node: card.node, origin, size }
  }
  if (kind === 'FORK') {
    must(size > 0 && size < second.size, 'the first checkpoint is not the smaller one')
    let [position, last] = [BigInt(size - 1), BigInt(second.size - 1)]
    for (; position % 2n === 1n; position >>= 1n) last >>= 1n
    const [claimed = first.root] = readHashes([rootByLarger])
    // A first tree of 2^n leaves is a node of the second, and the proof begins above it.
    const [seed = claimed, ...rest] = position === 0n ? [claimed, ...readHashes(path)] : readHashes(path)
    const { left, whole } = climb(position, last, seed, rest)
    must(left.equals(claimed) && whole.equals(second.root), 'the proof does not lead to the roots')
    must(!claimed.equals(first.root), 'the larger tree begins with the smaller one')
    return { kind, node: card.node, origin, fromSize: size, toSize: second.size }
  }
  must(size > second.size, 'the second checkpoint is not the smaller one')
  const others = cards.filter(({ node }) => node !== card.node)
  const { text, signers } = openNote(
    statement,
    others.map(({ cosign }) => cosign),
  )
  const trees = [first, second].map((tree) => `${tree.size} ${tree.root.toString('base64')}\n`).join('')
  must(text === `yagura/rollback/v1\n${origin}\n${trees}`, 'the statement is not about these checkpoints')
  for (const { key, timestampS: statedAtS } of signers) {
    const witness = others.find(({ cosign }) => cosign === key)?.node ?? ''
    const seen = first.cosigned.find((each) => each.node === witness && each.timestampS <= statedAtS)
    if (seen === undefined) continue
    const seenAtS = seen.timestampS
    return { kind, node: card.node, origin, fromSize: size, toSize: second.size, witness, seenAtS, statedAtS }
  }
  throw new Unproved('nobody who made the statement had cosigned the larger tree before')
}

/** @type {ReadonlyMap<string, readonly [members: string, meaning: string]>} */
const kinds = new Map([
  ['EQUIVOCATION', ['checkpoints kind v', 'it signed two different trees of one size']],
  ['FORK', ['checkpoints kind path rootByLarger v', 'it signed a tree that does not begin with a smaller one']],
  ['ROLLBACK', ['checkpoints kind statement v', 'it signed both; a witness says that the smaller came later']],
  ['SPILL', ['checkpoint entry index kind path v', 'it published an entry whose marking does not belong into the log']],
  ['INCLUSION', ['checkpoint entry index kind path v', 'its log holds the entry']],
])

/** @param {Uint8Array} bytes @param {Card[]} cards @returns {{ ok: true, finding: any } | { ok: false, reason: string }} */
export function verifyEvidence(bytes, cards) {
  try {
    const bundle = parseCanonical(bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes, 1 << 20, 3)
    must(typeof bundle === 'object' && bundle !== null, 'this is no bundle of evidence')
    const [members] = kinds.get(bundle.kind) ?? []
    must(Object.keys(bundle).join(' ') === members, 'this is no bundle of evidence')
    must(bundle.v === 1, 'the bundle is of another version')
    return { ok: true, finding: 'entry' in bundle ? judgeEntry(bundle, cards) : judgeTrees(bundle, cards) }
  } catch (error) {
    if (error instanceof Unproved) return { ok: false, reason: error.message }
    throw error
  }
}

/** Names come from strangers: what is not plain ASCII could rewrite the screen. @param {string} line */
const say = (line) => process.stdout.write(`${line.replace(/[^ -~]/g, '?')}\n`)

/** @param {string[]} args */
function main(args) {
  const files = args.filter((arg, at) => arg !== '--card' && args[at - 1] !== '--card')
  const cardFiles = args.filter((_, at) => args[at - 1] === '--card')
  must(files.length === 1 && cardFiles.length > 0, 'usage: verify-evidence.js BUNDLE.json --card PARTNER_CARD.json …')
  const cards = cardFiles.map((file) => {
    const content = JSON.parse(readFileSync(file, 'utf8'))
    const card = readCard(content)
    const digits = sha256(canonical(content, 16)).toString('hex').slice(0, 32)
    say(`card of ${card.node}: ${digits.replace(/.{4}(?=.)/g, '$& ')}`)
    return card
  })
  const answer = verifyEvidence(readFileSync(files[0] ?? ''), cards)
  must(answer.ok, answer.ok ? '' : answer.reason)
  const { kind, node } = answer.finding
  say(`${kind} by ${node} is proved: ${kinds.get(kind)?.[1]}`)
  say(JSON.stringify(answer.finding, (name, fact) => (name.endsWith('S') ? new Date(fact * 1000).toJSON() : fact)))
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  try {
    main(process.argv.slice(2))
  } catch (error) {
    say(`nothing is proved: ${error instanceof Error ? error.message : error}`)
    process.exitCode = 1
  }
}
