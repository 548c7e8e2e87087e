import { expect, test } from 'vitest'
import { parseIds, parseInstant, parseNumber, parseNumbers, parseWord } from '../src/cli/arguments.ts'
import { WrongUseError } from '../src/cli/errors.ts'

test.each([
  ['-90,0,10', [-90, 0, 10]],
  ['0:30:10', [0, 10, 20, 30]],
  ['0:25:10', [0, 10, 20]],
  ['10:-10:-10', [10, 0, -10]],
  ['5:5:1', [5]],
  ['1e3', [1000]],
])('the numbers of %s are %j', (text, numbers) => {
  expect(parseNumbers('--minutes', text)).toEqual(numbers)
})

test('a range of tenths includes its end although a tenth is no exact double', () => {
  expect(parseNumbers('--minutes', '0:1:0.1')).toHaveLength(11)
})

test.each([
  ['', 'is not a number'],
  ['1,,2', 'is not a number'],
  ['ten', '"ten" is not a number'],
  ['0x10', '"0x10" is not a number'],
  ['1:2', 'is not START:STOP:STEP'],
  ['1:2:3:4', 'is not START:STOP:STEP'],
  ['0:10:0', 'a step of 0 does not lead'],
  ['0:10:-1', 'a step of -1 does not lead'],
  ['0:1e12:1', 'at most 2000000'],
])('the numbers %j are refused with a reason', (text, reason) => {
  expect(() => parseNumbers('--minutes', text)).toThrow(reason)
})

test('a number outside its bounds is refused, and both bounds are named', () => {
  expect(() => parseNumber('--lat', '91', { low: -90, high: 90 })).toThrow('--lat: "91" is not a number from -90 to 90')
})

test('a refusal is wrong use and names its option', () => {
  try {
    parseIds('--id', '12,x')
    expect.unreachable()
  } catch (error) {
    expect(error).toBeInstanceOf(WrongUseError)
    expect(error).toMatchObject({ code: 'cli/wrong-use', subject: '--id' })
  }
})

test('catalogue numbers are positive and have up to nine digits', () => {
  expect(parseIds('--id', '25544,799500123')).toEqual([25544, 799500123])
  for (const text of ['0', '-5', '1.5', '1234567890', ''])
    expect(() => parseIds('--id', text)).toThrow('catalogue number')
})

test('an instant is ISO 8601 UTC', () => {
  expect(parseInstant('--start', '2024-07-05T00:00:00Z')).toEqual({ mjd: 60496, secondOfDay: 0 })
  expect(() => parseInstant('--start', 'tomorrow')).toThrow('such as 2024-07-05T00:00:00Z')
})

test('a word outside the list is refused, and the list is shown', () => {
  expect(() => parseWord('--format', 'xml', ['ndjson', 'csv'])).toThrow('"xml" is not one of ndjson, csv')
})
