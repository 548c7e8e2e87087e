import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { sharedData } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { attackMatrices, countUses, type StixObject, type Technique, useOfRelationship } from '../../src/index.ts'

const files = {
  enterprise: sharedData('cyber/stix/enterprise-attack-stix20.json.gz'),
  ics: sharedData('cyber/stix/ics-attack-18.1.json.gz'),
}

/** A group of tests that is skipped is laid out all the same. */
function objectsOf(file: string | undefined): readonly StixObject[] {
  return file === undefined ? [] : JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')).objects
}

function withVariants(techniques: readonly Technique[]): readonly Technique[] {
  return techniques.flatMap((technique) => [technique, ...technique.variants])
}

describe.skipIf(files.enterprise === undefined || files.ics === undefined)('ATT&CK as MITRE publishes it', () => {
  const objects = { enterprise: objectsOf(files.enterprise), ics: objectsOf(files.ics) }
  const [ics, enterprise] = attackMatrices([...objects.enterprise, ...objects.ics])

  test('two matrices are told apart', () => {
    expect([ics?.name, ics?.domain]).toEqual(['ATT&CK for ICS', 'ics-attack'])
    expect([enterprise?.name, enterprise?.domain]).toEqual(['Enterprise ATT&CK', 'enterprise-attack'])
  })

  // Source: attack.mitre.org, matrices of enterprise and ICS, version 18.
  test('tactics stand in the order of the matrix', () => {
    expect(enterprise?.tactics.map(({ name }) => name)).toEqual([
      ...['Reconnaissance', 'Resource Development', 'Initial Access', 'Execution', 'Persistence'],
      ...['Privilege Escalation', 'Defense Evasion', 'Credential Access', 'Discovery', 'Lateral Movement'],
      ...['Collection', 'Command and Control', 'Exfiltration', 'Impact'],
    ])
    expect(ics?.tactics.map(({ techniques }) => techniques.length)).toEqual([12, 10, 6, 2, 7, 5, 7, 11, 3, 14, 5, 12])
  })

  // Source: attack.mitre.org, "Updates – October 2025": Enterprise has 216 techniques and 475 sub-techniques.
  test('enterprise has 216 techniques and 475 variants, each once whatever its tactics', () => {
    const all = enterprise?.tactics.flatMap(({ techniques }) => techniques) ?? []
    const ids = new Set(withVariants(all).map(({ attackId }) => attackId))
    expect([...ids].filter((id) => !id.includes('.'))).toHaveLength(216)
    expect([...ids].filter((id) => id.includes('.'))).toHaveLength(475)
  })

  test('the users of a technique are those of it and its variants, each once', () => {
    const uses = objects.enterprise.flatMap((object) => {
      if (object.type !== 'relationship' || object['revoked'] === true || object['x_mitre_deprecated'] === true)
        return []
      const { relationship_type, source_ref, target_ref } = object
      return (
        useOfRelationship({
          relationshipType: String(relationship_type),
          sourceId: String(source_ref),
          targetId: String(target_ref),
        }) ?? []
      )
    })
    const injection = enterprise?.tactics
      .flatMap(({ techniques }) => techniques)
      .find(({ attackId }) => attackId === 'T1055')
    expect(injection?.variants).toHaveLength(12)
    // Counted from the file by another program.
    expect(injection && countUses(uses).of(injection)).toEqual({
      ...{ indicators: 0, detections: 0, groups: 29, campaigns: 9, software: 131 + 13 },
    })
  })
})

test('without ATT&CK there is no matrix', () => {
  expect(attackMatrices([{ type: 'indicator', id: 'indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f' }])).toEqual([])
})

test('what is mitigated or detected is not used', () => {
  const targetId = 'attack-pattern--0042a9f5-f053-4769-b3ef-9ad018dfa298'
  for (const relationshipType of ['mitigates', 'detects', 'related-to'])
    expect(useOfRelationship({ relationshipType, sourceId: 'malware--1', targetId })).toBeUndefined()
})
