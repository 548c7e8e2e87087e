import { describe, expect, test } from 'vitest'
import { stixThreadBundle } from '../store/stix-thread-bundle.ts'
import { contributions, ids, malware, media, members, relationship, shared, taxiiNode } from './taxii-node.ts'

const thread = stixThreadBundle()
const later = { modified: '2024-02-01T00:00:00.000Z' }

async function nodeWith(...objects: ReturnType<typeof malware>[]) {
  const node = await taxiiNode(thread())
  await node.account({ name: 'usa', contributes: 'read-and-write' })
  if (objects.length > 0) await node.share(objects, ['USA'])
  return node
}

describe('TAXII 2.1 §1.6, §3.6: requests and refusals', () => {
  test.each([
    '/taxii2/',
    '/taxii2/api/',
    shared,
    `${shared}/objects/`,
    '/taxii2/api/status/x/',
  ])('%s answers 401 and asks for a name where none is given or the password is wrong (REQ-TXC-3.1.1, REQ-TXC-3.1.2)', async (path) => {
    const node = await nodeWith()
    for (const headers of [{}, { authorization: 'Basic dXNhOndyb25n' }, { authorization: 'Basic ?' }]) {
      const response = await node.ask('', path, { headers })
      expect(response.statusCode).toBe(401)
      expect(response.headers['www-authenticate']).toMatch(/^Basic /)
      expect(response.headers['content-type']).toBe(media)
      expect(members(response)).toMatchObject({ title: 'Unauthorized', http_status: '401' })
    }
  })
  test.each([
    ['application/json', 406],
    ['application/taxii+json;version=2.0', 406],
    ['application/taxii+json', 200],
    ['application/taxii+json; version=2.1', 200],
    ['text/html, */*;q=0.1', 200],
    ['application/taxii+json;q=0', 406],
  ])('accepting %s is answered by %i', async (accept, status) => {
    const node = await nodeWith()
    expect((await node.ask('usa', '/taxii2/', { headers: { accept } })).statusCode).toBe(status)
  })
  test.each([
    ['application/json', '{"objects":[]}', 415],
    [media, '{', 400],
    [media, '{"things":[]}', 422],
    [media, '[]', 422],
  ])('a body of %s that is %s is answered by %i', async (type, body, status) => {
    const node = await nodeWith()
    const headers = { 'content-type': type }
    const response = await node.ask('usa', `${contributions}/objects/`, { method: 'POST', headers, body })
    expect(response.statusCode).toBe(status)
    expect(members(response)['http_status']).toBe(String(status))
  })
  test('a body above the stated length is answered by 413', async () => {
    const node = await nodeWith()
    const most = Number(members(await node.ask('usa', '/taxii2/api/'))['max_content_length'])
    const body = `{"objects":[]}${' '.repeat(most)}`
    expect((await node.ask('usa', `${contributions}/objects/`, { method: 'POST', body })).statusCode).toBe(413)
  })
  test.each([
    '/taxii2/other/',
    '/taxii2/other/collections/',
    '/taxii2/api/collections/none/',
    '/taxii2/api/status/x/',
    '/taxii2/api/none/',
  ])('%s is answered by 404 and an error message (REQ-TXC-3.3.2, REQ-TXC-3.5.3)', async (path) => {
    const node = await nodeWith()
    const response = await node.ask('usa', path)
    expect(response.statusCode).toBe(404)
    expect(members(response)).toMatchObject({ http_status: '404', error_id: expect.any(String) })
  })
  test('an account that was removed signs in no more', async () => {
    const node = await nodeWith()
    expect((await node.ask('usa', '/taxii2/')).statusCode).toBe(200)
    await node.removeAccount('usa')
    expect((await node.ask('usa', '/taxii2/')).statusCode).toBe(401)
  })
})

describe('TAXII 2.1 §4, §5: resources', () => {
  test('the discovery names API roots, and the root its version and longest body (REQ-TXC-3.2.1, REQ-TXC-3.3.1)', async () => {
    const node = await nodeWith()
    const discovery = members(await node.ask('usa', '/taxii2/'))
    expect(discovery).toMatchObject({ title: expect.any(String), api_roots: [discovery['default']] })
    expect(members(await node.ask('usa', new URL(String(discovery['default'])).pathname))).toMatchObject({
      versions: [media],
      max_content_length: expect.any(Number),
    })
  })
  test.each([
    ['REQ-TXC-3.5.1.1, REQ-TXC-3.5.2.1, REQ-TXC-3.5.2.3', contributions, { contributes: 'write' }, [false, true]],
    ['REQ-TXC-3.5.1.2', contributions, { contributes: 'read-and-write' }, [true, true]],
    ['REQ-TXC-3.5.1.3, REQ-TXC-3.5.2.2, REQ-TXC-3.5.2.3', shared, { mayRead: true }, [true, false]],
    ['REQ-TXC-3.5.1.4, REQ-TXC-3.5.2.4', shared, { mayRead: false }, [false, false]],
  ] as const)('%s: at %s the rights of %j are told as %j, and kept', async (_rows, path, rights, [
    canRead,
    canWrite,
  ]) => {
    const node = await taxiiNode(thread())
    await node.account({ name: 'usa', ...rights })
    expect(members(await node.ask('usa', path))).toMatchObject({ can_read: canRead, can_write: canWrite })
    const status = async (more: string, method: 'GET' | 'POST' | 'DELETE' = 'GET', body?: string) =>
      (await node.ask('usa', `${path}/${more}`, { method, ...(body === undefined ? {} : { body }) })).statusCode
    expect(await status('objects/')).toBe(canRead ? 200 : 403)
    expect(await status('manifest/')).toBe(canRead ? 200 : 403)
    expect(await status('objects/', 'POST', JSON.stringify({ objects: [malware(1)] }))).toBe(canWrite ? 202 : 403)
    const taken = canRead && canWrite ? 200 : canRead || canWrite ? 403 : 404
    expect(await status(`objects/${malware(1).id}/`, 'DELETE')).toBe(taken)
  })
  test('collections come in the order of their ids, with what may be done there (REQ-TXC-3.4.1)', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { collections = [] } = members(await (await nodeWith()).ask('usa', '/taxii2/api/collections/'))
      const listed = Array.isArray(collections) ? collections.map(({ id }) => String(id)) : []
      expect(listed).toHaveLength(2)
      expect(listed).toEqual([...listed].sort())
      expect(collections).toContainEqual(expect.objectContaining({ title: 'Shared', can_read: true, can_write: false }))
    }
  })
  test('an empty collection is an empty envelope without dates (REQ-TXC-3.7.2)', async () => {
    const node = await nodeWith()
    const response = await node.ask('usa', `${shared}/objects/`)
    expect([response.statusCode, response.body]).toEqual([200, '{}'])
    expect(response.headers['x-taxii-date-added-first']).toBeUndefined()
  })
  test('objects and manifest say the same, with dates of microseconds (REQ-TXC-3.6.1, REQ-TXC-3.7.1)', async () => {
    const node = await nodeWith(malware(1), malware(2))
    const objects = await node.ask('usa', `${shared}/objects/`)
    const manifest = await node.ask('usa', `${shared}/manifest/`)
    expect(ids(objects)).toEqual([malware(1).id, malware(2).id])
    expect(ids(manifest)).toEqual(ids(objects))
    const records = members(manifest)['objects']
    const dates = Array.isArray(records) ? records.map(({ date_added: date }) => String(date)) : []
    expect(dates[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
    for (const { headers } of [objects, manifest]) {
      expect(headers['x-taxii-date-added-first']).toBe(dates[0])
      expect(headers['x-taxii-date-added-last']).toBe(dates[1])
    }
    expect(records).toMatchObject([
      { version: malware(1)['modified'], media_type: 'application/stix+json;version=2.1' },
      {},
    ])
  })
  test('one object, its versions, and 404 for another (REQ-TXC-3.8.1, REQ-TXC-3.8.2, REQ-TXC-3.9.1)', async () => {
    const node = await nodeWith(malware(1), malware(1, later))
    expect(members(await node.ask('usa', `${shared}/objects/${malware(1).id}/`))).toEqual({
      objects: [malware(1, later)],
    })
    expect(members(await node.ask('usa', `${shared}/objects/${malware(1).id}/versions/`))).toEqual({
      versions: [malware(1)['modified'], later.modified],
    })
    for (const more of ['', 'versions/']) {
      expect((await node.ask('usa', `${shared}/objects/${malware(2).id}/${more}`)).statusCode).toBe(404)
    }
  })
})

describe('TAXII 2.1 §4.3, §5.5, §5.7: adding and taking back', () => {
  test('what is added is told by a status that adds up, for a day and to nobody else (REQ-TXC-3.10.1, REQ-TXC-3.11.1)', async () => {
    const node = await nodeWith()
    await node.account({ name: 'other', contributes: 'read-and-write' })
    const body = JSON.stringify({ objects: [malware(1), { type: 'malware', id: 'malware--x' }, malware(2)] })
    const response = await node.ask('usa', `${contributions}/objects/`, { method: 'POST', body })
    expect(response.statusCode).toBe(202)
    const status = members(response)
    expect(status).toMatchObject({
      status: 'complete',
      total_count: 3,
      success_count: 2,
      failure_count: 1,
      pending_count: 0,
    })
    expect(status['failures']).toMatchObject([{ id: 'malware--x', message: expect.any(String) }])
    const path = `/taxii2/api/status/${String(status['id'])}/`
    expect(members(await node.ask('usa', path))).toEqual(status)
    expect((await node.ask('other', path)).statusCode).toBe(404)
    node.setNow(Date.UTC(2026, 0, 2) - 1)
    expect((await node.ask('usa', path)).statusCode).toBe(200)
    node.setNow(Date.UTC(2026, 0, 2, 0, 1))
    expect((await node.ask('usa', path)).statusCode).toBe(404)
    expect(ids(await node.ask('usa', `${contributions}/objects/`))).toEqual([malware(1).id, malware(2).id])
    expect(ids(await node.ask('other', `${contributions}/objects/`))).toEqual([])
  })
  test('of several contents that were added as one version the first is shown, once', async () => {
    const node = await nodeWith()
    for (const name of ['First', 'Second', 'Third']) {
      const body = JSON.stringify({ objects: [{ ...malware(1), name }] })
      expect((await node.ask('usa', `${contributions}/objects/`, { method: 'POST', body })).statusCode).toBe(202)
    }
    const path = `${contributions}/objects/${malware(1).id}/`
    expect(members(await node.ask('usa', `${path}?match[version]=all`))).toMatchObject({ objects: [{ name: 'First' }] })
    expect(members(await node.ask('usa', `${path}versions/`))).toEqual({ versions: [malware(1)['modified']] })
  })
  test('who added an object may take it back, all of it or one version (REQ-TXC-3.12.1)', async () => {
    const node = await nodeWith()
    const body = JSON.stringify({ objects: [malware(1), malware(1, later)] })
    await node.ask('usa', `${contributions}/objects/`, { method: 'POST', body })
    const path = `${contributions}/objects/${malware(1).id}/`
    const one = `${path}?match[version]=${later.modified}`
    expect((await node.ask('usa', one, { method: 'DELETE' })).statusCode).toBe(200)
    expect(members(await node.ask('usa', path))).toEqual({ objects: [malware(1)] })
    expect((await node.ask('usa', path, { method: 'DELETE' })).statusCode).toBe(200)
    expect((await node.ask('usa', path)).statusCode).toBe(404)
    expect((await node.ask('usa', path, { method: 'DELETE' })).statusCode).toBe(404)
    expect(await node.store.newest([malware(1).id])).toEqual([])
  })
})

const asked = async (query: string) => {
  const node = await nodeWith(malware(1), malware(1, later), malware(2), relationship(1, malware(1), malware(2)))
  const response = await node.ask('usa', `${shared}/objects/?${query}`)
  return { status: response.statusCode, found: members(response)['objects'] ?? [], response, node }
}
const [one, two, link] = [malware(1).id, malware(2).id, relationship(1, malware(1), malware(2)).id]

describe('TAXII 2.1 §3.4: filters', () => {
  test.each([
    ['§3.4', '', [one, two, link]],
    ['REQ-TXC-3.13.1.2', 'limit=1', [one]],
    ['REQ-TXC-3.13.1.3', `match[id]=${one}`, [one]],
    ['REQ-TXC-3.13.1.3', `match[id]=${one},${two}`, [one, two]],
    ['REQ-TXC-3.13.1.4', 'match[type]=relationship', [link]],
    ['REQ-TXC-3.13.1.5', 'match[version]=all', [one, one, two, link]],
    ['REQ-TXC-3.13.1.5', `match[version]=first&match[id]=${one}`, [one]],
    ['REQ-TXC-3.13.1.5', `match[version]=${later.modified}`, [one]],
    ['REQ-TXC-3.13.1.5', 'match[version]=2024-01-01T00:00:00Z', [one, two, link]],
    ['REQ-TXC-3.13.1.5', `match[version]=first,last&match[id]=${one}`, [one, one]],
    ['REQ-TXC-3.13.1.6', 'match[spec_version]=2.1', [one, two, link]],
    ['REQ-TXC-3.13.1.6', 'match[spec_version]=2.0', []],
    ['REQ-TXC-3.13.1.6', 'match[spec_version]=2.0,2.1', [one, two, link]],
    ['REQ-TXC-3.13.1.7', 'match[type]=relationship,malware', [one, two, link]],
    ['REQ-TXC-3.13.1.8', `match[type]=malware&match[id]=${one}`, [one]],
    ['REQ-TXC-3.13.1.8', `match[type]=relationship&match[id]=${one}`, []],
    ['REQ-TXC-3.13.1.9', `match[type]=relationship,malware&match[id]=${two},${link}`, [two, link]],
    ['REQ-TXC-3.13.1.9', `match[type]=malware,tool&match[id]=${two},${link}`, [two]],
  ])('%s: %s gives what the standard says', async (_row, query, wanted) => {
    const { status, response } = await asked(query)
    expect(status).toBe(200)
    expect(ids(response)).toEqual(wanted)
  })
  test('added_after gives what was added later alone, not at that instant (REQ-TXC-3.13.1.1)', async () => {
    const { node, response } = await asked('limit=2')
    for (const [date, wanted] of [
      ['2018-01-01T00:00:00.000000Z', [one, two, link]],
      [String(response.headers['x-taxii-date-added-first']), [two, link]],
      [String(response.headers['x-taxii-date-added-last']), [link]],
      ['2099-01-01T00:00:00.000000Z', []],
    ] as const) {
      for (const resource of ['objects', 'manifest']) {
        expect(ids(await node.ask('usa', `${shared}/${resource}/?added_after=${date}`))).toEqual(wanted)
      }
    }
  })
  test.each([
    'limit=0',
    'limit=-1',
    'limit=x',
    'added_after=yesterday',
    'next=bm8',
    'match[version]=newest',
    'match[id]=',
    'match[confidence]=50',
  ])('%s is answered by 400', async (query) => {
    expect((await asked(query)).status).toBe(400)
  })
  test.each([
    'match[type]=campaign&match[type]=malware',
    'limit=1&limit=1',
  ])('%s names one filter twice and is answered by 400 (REQ-TXC-3.13.1.10)', async (query) => {
    expect((await asked(query)).status).toBe(400)
  })
})

describe('TAXII 2.1 §3.5: pages', () => {
  test('pages go on by the name that the server gives, to the last, and by the date alone (REQ-TXC-3.14.1)', async () => {
    for (const by of ['next', 'added_after'] as const) {
      const { node, response } = await asked('limit=1')
      const seen = [...ids(response)]
      let page = response
      while (members(page)['more'] === true) {
        const value = by === 'next' ? members(page)['next'] : page.headers['x-taxii-date-added-last']
        page = await node.ask('usa', `${shared}/objects/?limit=1&${by}=${encodeURIComponent(String(value))}`)
        seen.push(...ids(page))
      }
      expect(seen).toEqual([one, two, link])
      expect(members(page)).not.toHaveProperty('next')
    }
  })
  test('versions of an object go on by the date of the last one that came (REQ-TXC-3.14.1)', async () => {
    const dated = (month: number) => ({ modified: `2024-0${month}-01T00:00:00.000Z` })
    const months = [1, 2, 3, 4, 5]
    const node = await nodeWith(...months.map((month) => malware(1, dated(month))))
    const path = `${shared}/objects/${one}/versions/?limit=2`
    const seen: unknown[] = []
    let page = await node.ask('usa', path)
    for (;;) {
      const { versions, more } = members(page)
      if (Array.isArray(versions)) seen.push(...versions)
      if (more !== true) break
      page = await node.ask('usa', `${path}&added_after=${String(page.headers['x-taxii-date-added-last'])}`)
    }
    expect(seen).toEqual(months.map((month) => dated(month).modified))
  })
  test('the name of a page is worth nothing with another filter, collection or account', async () => {
    const { node, response } = await asked('limit=1')
    await node.account({ name: 'fra', nation: 'FRA' })
    const next = encodeURIComponent(String(members(response)['next']))
    for (const [as, path] of [
      ['usa', `${shared}/objects/?limit=1&match[type]=malware&next=${next}`],
      ['usa', `${contributions}/objects/?limit=1&next=${next}`],
      ['fra', `${shared}/objects/?limit=1&next=${next}`],
    ] as const) {
      expect((await node.ask(as, path)).statusCode).toBe(400)
    }
  })
  test('pages lose and repeat nothing while objects are added', async () => {
    const node = await nodeWith(...Array.from({ length: 50 }, (_, no) => malware(no)))
    const seen: unknown[] = []
    let next: unknown
    for (let round = 0; round < 40; round += 1) {
      await node.share([malware(1000 + round), malware(round, later)], ['USA'])
      const more = next === undefined ? '' : `&next=${encodeURIComponent(String(next))}`
      const page = await node.ask('usa', `${shared}/objects/?limit=7&match[version]=all${more}`)
      const { objects = [] } = members(page)
      if (Array.isArray(objects)) seen.push(...objects.map(({ id, modified }) => `${id} ${modified}`))
      next = members(page)['next']
      if (next === undefined) break
    }
    expect(next).toBeUndefined()
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toHaveLength(await node.store.lastSeq())
  })
})
