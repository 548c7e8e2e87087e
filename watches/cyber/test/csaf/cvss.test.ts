import { describe, expect, test } from 'vitest'
import { readVector2, scores2 } from '../../src/csaf/cvss2.ts'
import { readVector3, scores3 } from '../../src/csaf/cvss3.ts'

// Source: CVSS v3.1 examples of FIRST, by CVE.
describe('CVSS 3', () => {
  test.each([
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1],
    ['CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N', 6.4],
    ['CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N', 3.1],
    ['CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H', 7.8],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 10],
    ['CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 0],
  ])('%s scores %d', (vector, base) => {
    const read = readVector3(vector)
    expect(read && scores3(read.version, read.metrics).base).toBe(base)
  })

  test.each([
    '',
    'CVSS:3.1/AV:N',
    'CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H',
    'AV:N/AC:L/Au:N/C:C/I:C/A:C',
  ])('%s is no vector of it', (vector) => {
    expect(readVector3(vector)).toBeUndefined()
  })
})

// Source: CVSS v2 guide §3.3: CVE-2002-0392, CVE-2003-0818, CVE-2003-0062.
describe('CVSS 2', () => {
  test.each([
    ['AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:H', 7.8, 6.4, 9.2],
    ['AV:N/AC:L/Au:N/C:C/I:C/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:L', 10, 8.3, 9],
    ['AV:L/AC:H/Au:N/C:C/I:C/A:C/E:POC/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:M', 6.2, 4.9, 7.5],
  ])('%s scores %d, %d, %d', (vector, base, temporal, environmental) => {
    const metrics = readVector2(vector)
    expect(metrics && scores2(metrics)).toEqual({ base, temporal, environmental })
  })
})
