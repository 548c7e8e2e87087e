import { Validator } from '@seriousme/openapi-schema-validator'
import { expect } from 'vitest'
import type { Operation } from '../../src/api/contract/common.ts'
import { operations } from '../../src/api/contract/operations.ts'

/** Checks a document against the OpenAPI schema, and that it has every operation of the contract. */
export async function validate(document: Record<string, unknown>): Promise<void> {
  const found = await new Validator().validate(structuredClone(document))
  expect(found.errors ?? []).toEqual([])
  expect(found.valid).toBe(true)
  const paths = document['paths'] as Record<string, Record<string, { operationId?: string }>>
  const table: Record<string, Operation> = operations
  for (const [id, { method, url }] of Object.entries(table)) {
    const path = url.replace(/:(\w+)/g, '{$1}')
    expect(paths[path]?.[method.toLowerCase()]?.operationId, id).toBe(id)
  }
}
