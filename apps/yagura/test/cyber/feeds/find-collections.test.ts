import { expect, test } from 'vitest'
import { findCollections } from '../../../src/node/cyber/feeds/find-collections.ts'

test('a discovery cannot send a password to another host', async () => {
  const asked: string[] = []
  const get = async (url: URL) => {
    asked.push(url.origin)
    return { title: 'Elsewhere', api_roots: ['https://elsewhere.example/root/'] }
  }
  const exchange = { get, post: get, getPieces: async () => undefined }
  const found = findCollections(exchange, new URL('https://partner.example/taxii2/'), undefined)
  await expect(found).rejects.toThrow('https://elsewhere.example/root/')
  expect(asked).toEqual(['https://partner.example'])
})
