import type { FastifyRequest, FastifySchemaValidationError } from 'fastify'
import type { Operation } from './contract/common.ts'
import { InvalidRequestError, type RequestProblem } from './request-errors.ts'

/** Longest text of a refused value that is given back. */
const foundLimit = 80
const decimal = /^-?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/

type Schema = { readonly type?: unknown; readonly properties?: Readonly<Record<string, unknown>> }

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function valueOfText(text: unknown, schema: unknown): unknown {
  if (typeof text !== 'string' || !isObject(schema)) return text
  if (schema['type'] === 'boolean') return text === 'true' ? true : text === 'false' ? false : text
  const isNumber = schema['type'] === 'number' || schema['type'] === 'integer'
  return isNumber && decimal.test(text) ? Number(text) : text
}

function readTexts(texts: unknown, schema: Schema | undefined): void {
  if (schema?.properties === undefined || !isObject(texts)) return
  const target: Record<string, unknown> = texts
  for (const [name, member] of Object.entries(schema.properties)) {
    if (name in target) target[name] = valueOfText(target[name], member)
  }
}

/** Turns texts of the query and the path into the numbers and booleans that the schemas say; no body is touched. */
export function readQueryAndParams(request: FastifyRequest, operation: Operation): void {
  readTexts(request.query, operation.query)
  readTexts(request.params, operation.params)
}

/**
 * Refuses a body where the operation takes none; an empty object counts as none.
 * @throws InvalidRequestError
 */
export function refuseUnwantedBody(request: FastifyRequest, operation: Operation): void {
  if (operation.body !== undefined || operation.bodyType !== undefined) return
  const { body } = request
  if (body === undefined || body === null) return
  const members = isObject(body) && !Array.isArray(body) ? Object.keys(body) : undefined
  if (members?.length === 0) return
  const path = members === undefined ? 'body' : `body/${members[0]}`
  throw new InvalidRequestError('this operation takes no body', [{ path, found: 'a body', expected: 'nothing' }])
}

function foundText(value: unknown, path: string): string {
  if (/password|secret/i.test(path)) return 'hidden'
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value) ?? String(value)
  return text.length > foundLimit ? `${text.slice(0, foundLimit)}…` : text
}

function requestProblem(part: string, error: FastifySchemaValidationError & { data?: unknown }): RequestProblem {
  const { additionalProperty, missingProperty, allowedValues } = error.params
  if (additionalProperty !== undefined) {
    const path = `${part}${error.instancePath}/${String(additionalProperty)}`
    return { path, found: 'a member of this name', expected: 'no such member' }
  }
  if (missingProperty !== undefined) {
    const path = `${part}${error.instancePath}/${String(missingProperty)}`
    return { path, found: 'nothing', expected: 'it is required' }
  }
  const path = `${part}${error.instancePath}`
  const words = Array.isArray(allowedValues) ? `one of ${allowedValues.join(', ')}` : undefined
  return { path, found: foundText(error.data, path), expected: words ?? error.message ?? error.keyword }
}

/** What a failed check of a schema tells the client: every member at fault, what was found and what was expected. */
export function invalidRequest(
  part: string,
  errors: readonly FastifySchemaValidationError[],
  cause: Error,
): InvalidRequestError {
  const problems = errors.map((error) => requestProblem(part, error))
  const first = problems[0]
  const more = problems.length > 1 ? `, and ${problems.length - 1} more` : ''
  const message =
    first === undefined ? cause.message : `${first.path}: found ${first.found}, expected ${first.expected}`
  return new InvalidRequestError(`${message}${more}`, problems, cause)
}
