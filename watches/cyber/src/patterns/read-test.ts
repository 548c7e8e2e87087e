import { base64Bytes } from '@yagura/record'
import { readNetwork } from './network.ts'
import type { Comparison, Constant, ObjectPath, OrderOperator, PathStep, PropertyTest } from './pattern.ts'
import type { Reader } from './reader.ts'
import { createExpression, createLike, whyNoExpression } from './text-tests.ts'
import { readTimestamp } from './timestamp.ts'

const reserved: ReadonlySet<string> = new Set([
  ...['AND', 'OR', 'NOT', 'FOLLOWEDBY', 'LIKE', 'MATCHES', 'ISSUPERSET', 'ISSUBSET', 'EXISTS', 'LAST', 'IN'],
  ...['START', 'STOP', 'SECONDS', 'WITHIN', 'REPEATS', 'TIMES', 'true', 'false'],
])
const orderOperators: Readonly<Record<string, OrderOperator>> = {
  ...{ '=': '=', '==': '=', '!=': '!=', '<>': '!=' },
  ...{ '<': '<', '<=': '<=', '>': '>', '>=': '>=' },
}
const wordOperators = ['IN', 'LIKE', 'MATCHES', 'ISSUBSET', 'ISSUPERSET'] as const

/** Reads one test of a property. @throws SyntaxFault */
export function readTest(reader: Reader): Comparison {
  const isBare = reader.takeWord('NOT')
  if (isBare || reader.peek()?.text === 'EXISTS') {
    reader.expectWord('EXISTS')
    reader.demand(reader.version !== '2.0', 'pattern/syntax', 'EXISTS is a word of STIX 2.1, not of 2.0')
    return { kind: 'test', path: readPath(reader), isNegated: isBare, test: { operator: 'EXISTS' } }
  }
  const path = readPath(reader)
  const isNegated = reader.takeWord('NOT')
  return { kind: 'test', path, isNegated, test: readOperation(reader) }
}

function readPath(reader: Reader): ObjectPath {
  const objectType = reader.expect('word', 'the type of an object').text
  reader.demand(!reserved.has(objectType), 'pattern/syntax', `${objectType} is no type of an object`)
  reader.expectSign(':')
  const steps: PathStep[] = [readKey(reader)]
  for (;;) {
    if (reader.takeSign('.') !== undefined) steps.push(readKey(reader))
    else if (reader.takeSign('[') !== undefined) steps.push(readIndex(reader))
    else return { objectType, steps }
  }
}

function readKey(reader: Reader): PathStep {
  if (reader.peek()?.kind === 'string') return { key: reader.expect('string', 'a property').text }
  const key = reader.expect('word', 'a property').text
  reader.demand(!key.includes('-'), 'pattern/syntax', `a property with a hyphen stands in quotes: '${key}'`)
  reader.demand(!reserved.has(key), 'pattern/syntax', `a property is expected, and ${key} is a word of patterns`)
  return { key }
}

function readIndex(reader: Reader): PathStep {
  const isAll = reader.takeSign('*') !== undefined
  const index = isAll ? 'all' : reader.expectInteger()
  reader.demand(index === 'all' || index >= 0, 'pattern/value', 'no place in a list')
  reader.expectSign(']')
  return { index }
}

function readOperation(reader: Reader): PropertyTest {
  const sign = reader.takeSign(...Object.keys(orderOperators))
  const operator = orderOperators[sign ?? '']
  if (operator !== undefined) {
    const constant = readConstant(reader)
    const isOrdered = constant.type !== 'boolean' || operator === '=' || operator === '!='
    reader.demand(isOrdered, 'pattern/syntax', 'true and false are not before or after each other')
    return { operator, constant }
  }
  const word = wordOperators.find((each) => reader.takeWord(each))
  if (word === undefined) reader.expectSign('=')
  return word === 'IN' ? readSet(reader) : readTextTest(reader, word ?? 'LIKE')
}

function readTextTest(reader: Reader, operator: Exclude<(typeof wordOperators)[number], 'IN'>): PropertyTest {
  const { text } = reader.expect('string', 'a text in quotes')
  if (operator === 'LIKE') return { operator, text, fits: createLike(text) }
  if (operator === 'MATCHES') {
    // `.` stands for a line feed, too: DOTALL (STIX 2.1 §9.6.1).
    const expression = createExpression(`(?s)${text}`)
    if (expression !== undefined) return { operator, ...expression }
    throw reader.fault('pattern/expression', whyNoExpression(text))
  }
  if (readNetwork(text) === undefined) reader.noteUnfit('no address and no network')
  return { operator, network: text }
}

function readSet(reader: Reader): PropertyTest {
  reader.expectSign('(')
  const constants: Constant[] = []
  if (reader.takeSign(')') !== undefined) return { operator: 'IN', constants }
  do {
    constants.push(readConstant(reader))
    const isOfOneType = constants[0]?.type === constants.at(-1)?.type
    reader.demand(isOfOneType, 'pattern/value', 'the values of a set are of one type')
  } while (reader.takeSign(',') !== undefined)
  reader.expectSign(')')
  return { operator: 'IN', constants }
}

function readConstant(reader: Reader): Constant {
  const token = reader.peek()
  if (token?.kind === 'word' && (token.text === 'true' || token.text === 'false')) {
    reader.takeWord(token.text)
    return { type: 'boolean', value: token.text === 'true' }
  }
  if (token?.kind === 'number') return readNumber(reader)
  if (token?.kind === 'string') return { type: 'string', value: reader.expect('string', 'a text').text }
  if (token?.kind === 'hex' || token?.kind === 'binary') return readBytes(reader, token.kind)
  const { text } = reader.expect('timestamp', 'a value (a text in quotes, a number, true, t’…’, h’…’, b’…’)')
  const timestamp = readTimestamp(text)
  if (timestamp === undefined) throw reader.fault('pattern/value', 'no such time')
  return { type: 'timestamp', value: timestamp.sortable }
}

function readNumber(reader: Reader): Constant {
  return { type: 'number', value: reader.expectNumber() }
}

function readBytes(reader: Reader, kind: 'hex' | 'binary'): Constant {
  const { text } = reader.expect(kind, 'bytes')
  // Line feeds within base64 count for nothing (STIX 2.1 §9.2).
  const value = kind === 'hex' ? bytesOfHex(text) : bytesOfBase64(text.replaceAll(/[\r\n]/g, ''))
  if (value === undefined) throw reader.fault('pattern/value', kind === 'hex' ? 'no pairs of hex digits' : 'no base64')
  return { type: 'binary', value }
}

/** @returns Bytes, one character each; undefined for a text that is no hex. */
export function bytesOfHex(text: string): string | undefined {
  if (!/^(?:[0-9a-f]{2})*$/i.test(text)) return undefined
  return (text.match(/../g) ?? []).map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join('')
}

/** @returns Bytes, one character each; undefined for a text that is no base64. */
export function bytesOfBase64(text: string): string | undefined {
  const bytes = base64Bytes(text)
  return bytes === undefined ? undefined : Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
}
