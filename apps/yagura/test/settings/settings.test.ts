import { Check } from 'typebox/value'
import { expect, test } from 'vitest'
import { type Settings, Settings as SettingsSchema } from '../../src/api/contract/node.ts'
import { readableDocuments } from '../../src/node/readable-documents.ts'
import { defaultSettings } from '../../src/node/settings/default-settings.ts'
import { createSettingsService } from '../../src/node/settings/service.ts'
import { enter, testServer } from '../api/test-server.ts'

const url = '/api/v1/settings'

test('the defaults fit their schema and what is asked of settings', async () => {
  expect(Check(SettingsSchema, defaultSettings())).toBe(true)
  const { app } = await testServer()
  const page = await enter(app)
  const payload = { ...defaultSettings(), nodeName: 'other' }
  expect((await page.ask({ method: 'PUT', url, payload })).statusCode).toBe(200)
})

test('changed settings are told, logged, and outlast a restart', async () => {
  const { app, context } = await testServer()
  const page = await enter(app)
  const payload = { ...defaultSettings(), nodeName: '東京', watchEndsUtc: ['06:00'] }
  expect((await page.ask({ method: 'PUT', url, payload })).json()).toEqual(payload)
  expect((await page.ask({ url })).json()).toEqual(payload)
  const restarted = createSettingsService(context)
  expect(restarted.settings()).toEqual(payload)
  expect(context.store.readLog({ newestFirst: true, limit: 1 }).records[0]).toMatchObject({
    kind: 'settings/changed',
    by: 'local',
    text: 'settings changed: nodeName, watchEndsUtc',
  })
})

test('settings that were stored before a member existed keep all the others and have its default', async () => {
  const { context } = await testServer()
  const { portion: _portion, ...marking } = { ...defaultSettings().marking, en: 'LEVEL 1' }
  const { retention: _retention, ...older } = defaultSettings()
  await context.store.commit({ put: [{ collection: 'settings', id: 'node', body: { ...older, marking, places: [] } }] })
  const { settings } = createSettingsService(context)
  expect(settings()).toMatchObject({ marking: { en: 'LEVEL 1', portion: { en: 'OWN', ja: '自' } }, places: [] })
  expect(settings().retention).toEqual(defaultSettings().retention)
})

test('of settings that cannot be read what can be holds, nothing is forgotten by them, and saving mends them', async () => {
  const { context } = await testServer()
  const usual = defaultSettings()
  const marking = { ...usual.marking, en: 'LEVEL 1' }
  const damaged = { ...usual, marking, retention: { ...usual.retention, logDays: 'long' }, fromLater: true }
  await context.store.commit({ put: [{ collection: 'settings', id: 'node', body: damaged }] })
  expect(readableDocuments['settings']?.(damaged)).toBe(false)
  const service = createSettingsService(context)
  const found = service.settings()
  expect(Check(SettingsSchema, found)).toBe(true)
  expect(found.marking.en).toBe('LEVEL 1')
  expect(found.retention).toEqual({ elementSetDays: 36_500, screenings: 1000, logDays: 36_500 })
  const asked = { params: undefined, query: undefined, body: found }
  await service.handlers.changeSettings(asked, { officer: 'x', role: 'administrator' })
  expect(readableDocuments['settings']?.(context.store.get('settings', 'node'))).toBe(true)
})

test('who depends on settings is told once after a change and not of none', async () => {
  const { context } = await testServer()
  const service = createSettingsService(context)
  const told: Settings[] = []
  service.onChange((settings) => told.push(settings))
  const caller = { officer: 'x', role: 'administrator' } as const
  const put = (body: Settings) => service.handlers.changeSettings({ params: undefined, query: undefined, body }, caller)
  await put(defaultSettings())
  expect(told).toHaveLength(0)
  await put({ ...defaultSettings(), nodeName: 'b' })
  expect(told.map(({ nodeName }) => nodeName)).toEqual(['b'])
})

test('settings that fit their schema and make no sense are refused by the name of the member', async () => {
  const { app } = await testServer()
  const page = await enter(app)
  const usual = defaultSettings()
  const [tokyo] = usual.places
  const wrong: readonly (readonly [string, object])[] = [
    ['places/0/timeZone', { places: [{ ...tokyo, timeZone: 'Asia/Nowhere' }] }],
    ['places/0/latDeg', { places: [{ ...tokyo, latDeg: 91 }] }],
    ['places/0/lonDeg', { places: [{ ...tokyo, lonDeg: 361 }] }],
    ['places/0/altM', { places: [{ ...tokyo, altM: 20_000 }] }],
    ['marking/colour', { marking: { ...usual.marking, colour: '#502b86' } }],
    ['watchEndsUtc', { watchEndsUtc: ['08:00', '08:00'] }],
    ['escalateAfterMin/critical', { escalateAfterMin: { critical: 31, serious: 30 } }],
  ]
  for (const [path, change] of wrong) {
    const answer = await page.ask({ method: 'PUT', url, payload: { ...usual, ...change } })
    expect([answer.statusCode, answer.json().code], path).toEqual([422, 'settings/unusable'])
    expect(answer.json().detail).toContain(`${path}:`)
  }
})
