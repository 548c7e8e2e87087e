import { expect, test } from 'vitest'
import { addressOf } from '../../src/api/client.ts'
import { formatPlace, parsePlace, withMembers } from '../../src/routing/location.ts'
import { matchRoute, type Route } from '../../src/routing/route.ts'

const page = (path: string): Route => ({
  id: path,
  path,
  title: { en: path, ja: path },
  load: () => Promise.reject(new Error('not loaded in this test')),
})
const routes = [page('/space/ca/:id'), page('/space/ca/export'), page('/watch')]

test('a named part of a path is decoded', () => {
  expect(matchRoute(routes, '/space/ca/25544-900%2D1')?.params).toEqual({ id: '25544-900-1' })
})

test('a fixed part goes before a named one', () => {
  expect(matchRoute(routes, '/space/ca/export')?.route.path).toBe('/space/ca/export')
})

test('a slash at the end changes nothing', () => {
  expect(matchRoute(routes, '/watch/')?.route.path).toBe('/watch')
})

test.each(['/', '/space/ca/', '/space/ca', '/watch/x', '/space/ca/%E0%A4%A'])('%s names no page', (path) => {
  expect(matchRoute(routes, path)).toBeUndefined()
})

test('an address survives reading and writing, with ids in the query and words in the fragment', () => {
  const address = '/space?sel=25544&f=regime:LEO,owner:JPN#q=himawari'
  expect(formatPlace(parsePlace(address))).toBe(address)
})

test('a member set to nothing leaves the address', () => {
  const { query } = parsePlace('/space?sel=1&s=age:desc')
  expect(withMembers(query, { sel: undefined, s: '', at: '2026' }).toString()).toBe('at=2026')
})

test('the address of an operation encodes what a name may hold', () => {
  expect(addressOf('/api/v1/rules/:id', { id: '../a b' }, { q: 'a&b', limit: 5, offset: undefined })).toBe(
    '/api/v1/rules/..%2Fa%20b?q=a%26b&limit=5',
  )
})
