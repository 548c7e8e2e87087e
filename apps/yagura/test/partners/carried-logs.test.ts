import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CarriedMediaError } from '../../src/node/partners/errors.ts'
import { carriedSource } from '../../src/node/partners/media/carried-logs.ts'
import { temporaryFolder } from '../store/temporary-store.ts'

test('a carried file is read up to the size that was asked for, and one that is not there is said to be absent', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'checkpoint'), 'twelve bytes')
  const source = carriedSource(folder)
  expect(await source.get('checkpoint', 12)).toEqual({ status: 200, body: Buffer.from('twelve bytes') })
  expect((await source.get('checkpoint', 11)).status).toBe(404)
  expect((await source.get('tile/0/000', 12)).status).toBe(404)
  expect((await source.get('checkpoint/000', 12)).status).toBe(404)
})

test('a carried file that is there and cannot be read is no lie of who signed it', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'checkpoint'))
  await expect(carriedSource(folder).get('checkpoint', 100_000)).rejects.toThrow(CarriedMediaError)
})
