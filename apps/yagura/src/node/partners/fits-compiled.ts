import type { Fits } from '@yagura/record'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'

/** Makes what compares values with schemas by code that is made of each schema the first time. */
export function createCompiledFits(): Fits {
  const checks = new WeakMap<TSchema, (value: unknown) => boolean>()
  const compiled = (schema: TSchema): ((value: unknown) => boolean) => {
    const validator = Compile(schema)
    const check = (value: unknown): boolean => validator.Check(value)
    checks.set(schema, check)
    return check
  }
  return (schema, value): value is never => (checks.get(schema) ?? compiled(schema))(value)
}
