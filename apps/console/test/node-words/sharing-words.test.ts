import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { createJapanese } from '../../src/node-words/japanese.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
/** Where the node writes sentences about what is shared. */
const rooms = [
  'packages/record/src',
  'packages/core/src/share',
  ...['partners', 'releases', 'audit', 'blobs', 'cases'].map((room) => `apps/yagura/src/node/${room}`),
]
/** What is said at the start of a program, on a command line or to a programmer, and on no page. */
const notOnPages = [
  ...['bundle/', 'envelope/dsse.ts', 'marking/policy.ts', 'merkle/build-proof.ts', 'merkle/compact-range.ts'],
  ...['partners/fsck/', 'partners/identity/'],
]
/** Calls of which the second argument is a sentence. */
const faultCalls = /^(faulty|deny)$/
/** Members and variables that hold sentences. */
const sentenceNames = /^(text|reason|title|consequence|action|words|why|problem|said)$/
const clauseNames = /^(rollback|equivocation|spill|withheld)$/
const hole = '\u0001'
/** What may stand in a hole: what a person wrote in Japanese, a number, an instant. */
const fillings = ['例', '7', '2026-11-22T03:00:00.000Z']
const mostFillings = 729

/** Every text that an expression can become; what is not known stands as a hole. */
function textsOf(node: ts.Expression): readonly string[] {
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (ts.isParenthesizedExpression(node)) return textsOf(node.expression)
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)]
  if (ts.isTemplateExpression(node)) {
    return node.templateSpans.reduce<readonly string[]>(
      (texts, { expression, literal }) =>
        texts.flatMap((text) => textsOf(expression).map((middle) => text + middle + literal.text)),
      [node.head.text],
    )
  }
  return [hole]
}

function ofCall(node: ts.CallExpression): readonly ts.Expression[] {
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) return node.arguments.slice(0, 1)
  return ts.isIdentifier(node.expression) && faultCalls.test(node.expression.text) ? node.arguments.slice(1, 2) : []
}

/** A defect is told to programmers alone. */
function ofError({ expression, arguments: given }: ts.NewExpression): readonly ts.Expression[] {
  const name = expression.getText()
  return name.endsWith('Error') && name !== 'TypeError' ? (given ?? []) : []
}

/** The expressions at a node that are sentences by where they stand. */
function expressionsOf(node: ts.Node): readonly ts.Expression[] {
  if (ts.isCallExpression(node)) return ofCall(node)
  if (ts.isNewExpression(node)) return ofError(node)
  if (ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) {
    return node.initializer !== undefined && sentenceNames.test(node.name.getText()) ? [node.initializer] : []
  }
  const returned = ts.isReturnStatement(node) ? node.expression : undefined
  return returned !== undefined && ts.isTemplateExpression(returned) ? [returned] : []
}

/** What is said of a partner stands behind its name. */
function clausesOf(node: ts.Node): readonly string[] {
  if (!ts.isPropertyAssignment(node) || !clauseNames.test(node.name.getText())) return []
  return textsOf(node.initializer).map((text) => (text.startsWith(hole) ? text : `${hole} ${text}`))
}

/** A sentence has a word and a space behind it; what is one word or code is none. */
function isSentence(text: string): boolean {
  return /(^|[ ,])[a-z’']+ [a-z({“]/.test(text.replaceAll(hole, '{')) && !/[`<>]/.test(text)
}

function sentencesOf(file: string): readonly string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true)
  const found: string[] = []
  const walk = (node: ts.Node): void => {
    found.push(...[...expressionsOf(node).flatMap(textsOf), ...clausesOf(node)].filter(isSentence))
    ts.forEachChild(node, walk)
  }
  walk(source)
  return found
}

function allSentences(): readonly string[] {
  const files = rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).map((file) => join(root, room, file)),
  )
  const shown = files.filter((file) => file.endsWith('.ts') && !notOnPages.some((place) => file.includes(place)))
  return [...new Set(shown.flatMap(sentencesOf))]
}

/** A sentence with its holes filled in every way. */
function filled(sentence: string): readonly string[] {
  const [first = '', ...rest] = sentence.split(hole)
  let texts = [first]
  for (const piece of rest) {
    texts = texts.flatMap((text) => fillings.map((filling) => text + filling + piece)).slice(0, mostFillings)
  }
  return texts
}

const say = createJapanese(2026)
const saidOf = (text: string): string =>
  say(text)
    .map((run) => run.text)
    .join('')
/** Two English words in a row, but for a command to type; a text with a filling in Japanese counts as no English by itself. */
const english = /\b[a-z]{2,} [a-z]{2,}/
const isJapanese = (text: string): boolean =>
  say(text).every(({ isEnglish }) => !isEnglish) && !english.test(saidOf(text).replace(/yagura .*/, ''))

describe('what the node writes of sharing', () => {
  const sentences = allSentences()

  test('is found in its sources', () => {
    expect(sentences.length).toBeGreaterThan(180)
    for (const known of ['its audience does not name \u0001', '\u0001: a release is drafted', 'it sends nothing']) {
      expect(sentences).toContain(known)
    }
  })

  test('is said in Japanese, every sentence of it', () => {
    const missing = sentences.filter((sentence) => !filled(sentence).some(isJapanese))
    expect(missing.map((sentence) => sentence.replaceAll(hole, '…'))).toEqual([])
  })

  test.each([
    ['', ''],
    [' --simulated', ''],
    ['', ', and --simulated where the node is SIMULATED'],
  ])('the advice to make keys is said in Japanese, with “%s” and “%s”', (flag, either) => {
    const advice = `this node has no keys yet; make them with: yagura node init${flag} --party JPN --name jp.ncc.example${either}`
    expect(saidOf(advice)).toContain(`yagura node init${flag} --party JPN --name jp.ncc.example`)
    expect(say(advice).filter(({ isEnglish }) => isEnglish)).toEqual([])
  })

  test('a sentence that nobody translated is found missing', () => {
    expect(filled('the moon of \u0001 is full').some(isJapanese)).toBe(false)
  })
})

test.each([
  [
    'it cannot be released so: us.ops.example: its audience does not name USA (marking/audience)',
    'このままでは提供できない：us.ops.example：開示先にUSAがない（marking/audience）',
  ],
  [
    'KIZUNA – FENGYUN 1C DEB, 2026-11-22T12:00:00Z: Sato signed as its author',
    'KIZUNA – FENGYUN 1C DEB, 2026-11-22T12:00:00Z：Satoが作成者として署名',
  ],
  [
    'us.example was given entries 0–255, 300 of jp.example/ch/JPN-USA',
    'us.exampleにjp.example/ch/JPN-USAの0–255, 300番を送出',
  ],
  ['release 01J is released: it cannot be changed any more', '提供01Jは提供済み：もう変更できない'],
])('%s', (sentence, japanese) => {
  expect(saidOf(sentence)).toBe(japanese)
})
