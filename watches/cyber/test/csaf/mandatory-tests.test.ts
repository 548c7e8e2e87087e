import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sharedData } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { checkAdvisory } from '../../src/index.ts'

const folder = sharedData('cyber/csaf/mandatory')
const files = folder === undefined ? [] : readdirSync(folder).sort()

/** `…-6-1-27-09-02.json` is failing example 2 of test 6.1.27.9; examples from 11 on are valid. */
function readName(file: string): { readonly test: string; readonly isValid: boolean } {
  const [, numbers = '', example = ''] = /2021-6-1-([\d-]+)-(\d\d)\.json$/.exec(file) ?? []
  return { test: `6.1.${numbers.split('-').map(Number).join('.')}`, isValid: Number(example) > 10 }
}

describe.skipIf(folder === undefined)('advisories of the CSAF committee that show its mandatory tests', () => {
  test('there are 83', () => {
    expect(files).toHaveLength(83)
  })

  test.each(files)('%s', (file) => {
    const { test: number, isValid } = readName(file)
    const tests = checkAdvisory(JSON.parse(readFileSync(join(folder ?? '', file), 'utf8'))).map((issue) => issue.test)
    if (isValid) expect(tests).toEqual([])
    else expect(tests).toContain(number)
  })
})
