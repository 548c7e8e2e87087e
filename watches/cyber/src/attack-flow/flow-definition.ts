import type { StixObject } from '../stix/stix-object.ts'
import { attackFlowExtension } from './flow-ids.ts'

const site = 'https://center-for-threat-informed-defense.github.io/attack-flow'
const publishedUtc = '2022-08-02T19:34:35.143Z'
const publisher = 'identity--d673f8cb-c168-42da-8ed4-0cb26725f86c'

/**
 * The definition of the extension and the identity of its publisher as they were published: the same version of an object is the
 * same object everywhere. Source: attack-flow-extension-2.0.0.json.
 */
export function flowDefinitionObjects(): readonly StixObject[] {
  const common = { spec_version: '2.1', created_by_ref: publisher, created: publishedUtc, modified: publishedUtc }
  return [
    {
      type: 'extension-definition',
      id: attackFlowExtension,
      ...common,
      name: 'Attack Flow',
      description: 'Extends STIX 2.1 with features to create Attack Flows.',
      schema: `${site}/stix/attack-flow-schema-2.0.0.json`,
      version: '2.0.0',
      extension_types: ['new-sdo'],
      external_references: [
        { source_name: 'Documentation', description: 'Documentation for Attack Flow', url: site },
        {
          source_name: 'GitHub',
          description: 'Source code repository for Attack Flow',
          url: 'https://github.com/center-for-threat-informed-defense/attack-flow',
        },
      ],
    },
    {
      ...{ type: 'identity', id: publisher, ...common },
      ...{ name: 'MITRE Center for Threat-Informed Defense', identity_class: 'organization' },
    },
  ]
}
