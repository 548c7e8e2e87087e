import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { sharedData } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { checkFlow, objectsIn } from '../../src/attack-flow/check-flow.ts'
import { flowGraph } from '../../src/attack-flow/flow-graph.ts'
import { isBuilderFile, readBuilderFile } from '../../src/attack-flow/read-builder-file.ts'

const drawingOf = (name: string) => {
  const file = sharedData(`cyber/scenario/attack-flow/${name}.afb.gz`)
  return file === undefined ? undefined : JSON.parse(gunzipSync(readFileSync(file)).toString('utf8'))
}

describe.each(['SWIFT_Heist', 'SolarWinds', 'Sony_Malware'])('the drawing %s', (name) => {
  const drawing = drawingOf(name)

  test.skipIf(drawing === undefined)('becomes a valid flow with all that is drawn', () => {
    expect(isBuilderFile(drawing)).toBe(true)
    const answer = readBuilderFile(drawing)
    if (!answer.ok) throw new Error(answer.reason)
    expect(answer.notCarried).toEqual([])
    expect(checkFlow(answer.bundle).isValid).toBe(true)
    const objects = objectsIn(answer.bundle)
    const drawn = (...templates: readonly string[]) =>
      drawing.objects.filter((one: { readonly id: string }) => templates.includes(one.id)).length
    const made = (type: string) => objects.filter((object) => object.type === type).length
    expect(made('attack-action')).toBe(drawn('action'))
    expect(made('attack-condition')).toBe(drawn('condition'))
    expect(made('attack-operator')).toBe(drawn('AND_operator', 'OR_operator'))
    const notes = objects.flatMap((object) => (object.type === 'note' ? (object['object_refs'] ?? []) : []))
    const lines = [flowGraph(objects).steps, objects.filter(({ type }) => type === 'relationship'), notes]
    expect(lines.flat()).toHaveLength(drawn('dynamic_line'))
  })

  test.skipIf(drawing === undefined)('keeps the technique of each action', () => {
    const answer = readBuilderFile(drawing)
    const properties = drawing.objects.flatMap((one: { id: string; properties: [string, unknown][] }) =>
      one.id === 'action' ? [Object.fromEntries(one.properties)] : [],
    )
    const techniques = (answer.ok ? objectsIn(answer.bundle) : []).flatMap((object) =>
      object.type === 'attack-action' ? [object['technique_id'] ?? null] : [],
    )
    expect(techniques).toEqual(properties.map((one: { technique_id: unknown }) => one.technique_id))
  })
})

describe('a drawing of another edition', () => {
  test('is refused with what to do instead', () => {
    const answer = readBuilderFile({ schema: 'attack_flow_v9', objects: [] })
    expect(answer.ok ? '' : answer.reason).toContain('publish it as STIX (.json)')
  })

  test('a bundle of STIX is no drawing', () => {
    expect(isBuilderFile({ type: 'bundle', id: 'bundle--1', objects: [] })).toBe(false)
  })
})
