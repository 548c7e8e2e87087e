import { describe, expect, it } from 'vitest'
import { isIdentifier, readIdentifier } from '../../src/stix/identifier.ts'

/** The form of STIX 2.1 §2.9 and §3.1 as a regular expression says it. */
const form = /^[a-z][a-z0-9-]+[a-z0-9]--[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/
const genuine = 'attack-pattern--0c7b5b88-8ff7-4a4d-aa9d-feb398cd0061'

describe('an identifier', () => {
  it('is read as type and version of its UUID', () => {
    expect(readIdentifier(genuine)).toEqual({ type: 'attack-pattern', version: 4 })
    expect(readIdentifier('ipv4-addr--ff26c055-6336-5bc5-b98d-13d6226742dd')).toEqual({ type: 'ipv4-addr', version: 5 })
    expect(readIdentifier('tool--8E2E2D2B-17D4-4CBF-938F-98EE46B3CD3F')).toEqual({ type: 'tool', version: 4 })
    expect(readIdentifier('tool--8e2e2d2b-17d4-4cbf-c38f-98ee46b3cd3f')).toEqual({ type: 'tool', version: 0 })
  })

  it('is told from what is none, as the form of the standard tells it', () => {
    const strange = ['', '-', '--', 'a', 'Z', 'g', 'G', '0', '@', '`', ':', '/', '{', '\n', ' ', 'é', 'Ａ', '\u{1f600}']
    const isRight = (text: string): void => expect([text, isIdentifier(text)]).toEqual([text, form.test(text)])
    for (const start of [genuine, 'abc--00000000-0000-0000-0000-000000000000', `x-${genuine}`]) {
      for (let at = 0; at <= start.length; at += 1) {
        for (const put of strange) {
          isRight(start.slice(0, at) + put + start.slice(at))
          isRight(start.slice(0, at) + put + start.slice(at + 1))
        }
        isRight(start.slice(at))
        isRight(start.slice(0, at))
      }
    }
  })
})
