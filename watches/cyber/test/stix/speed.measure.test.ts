import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { sharedData } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { checkStix, readIntelligence } from '../../src/index.ts'

const folder = sharedData('cyber/stix')
const bytes =
  folder === undefined ? Buffer.alloc(0) : gunzipSync(readFileSync(join(folder, 'enterprise-attack-stix20.json.gz')))

async function* pieces(): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1 << 18) yield bytes.subarray(at, at + (1 << 18))
}

/** Time of the processor, s, of one core: other programs on the machine do not count. */
async function coreSeconds(work: () => unknown): Promise<number> {
  const begun = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / 1e6
}

describe.skipIf(folder === undefined)('the 24,771 objects of ATT&CK for enterprise', () => {
  test('are checked in less than a second, and none breaks a requirement', async () => {
    const bundle: unknown = JSON.parse(bytes.toString())
    let isValid = false
    const spent = await coreSeconds(() => {
      isValid = checkStix(bundle).isValid
    })
    expect(isValid).toBe(true)
    expect(spent).toBeLessThan(1)
  })

  test('are read, upgraded to 2.1 and checked in less than two seconds, and none is lost', async () => {
    let objects = 0
    const problems: unknown[] = []
    const spent = await coreSeconds(async () => {
      for await (const part of readIntelligence(pieces)) {
        const contents = part.read()
        objects += contents.objects.length
        problems.push(...contents.problems)
      }
    })
    expect({ objects, problems }).toEqual({ objects: 24_771, problems: [] })
    expect(spent).toBeLessThan(2)
  })
})
