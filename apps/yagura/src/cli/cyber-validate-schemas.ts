import { basename, relative, sep } from 'node:path'
import { type ExtensionSchemas, isStixObject, readSchemaFiles, type SchemaFile } from '@yagura/cyber'
import { listLogs } from '../scan/log-list.ts'
import { readJsonFile } from './check-file.ts'
import type { CommandContext } from './context.ts'
import { WrongUseError } from './errors.ts'

/**
 * The JSON Schemas that `--schemas` names.
 *
 * @param names - Files, or folders of `.json` files; STIX objects among these, such as examples of an extension, are passed over.
 * @throws WrongUseError for a file that cannot be read, or is no schema that can be asked.
 */
export async function schemasIn(names: readonly string[], context: CommandContext): Promise<ExtensionSchemas> {
  const lists = await Promise.all(names.map((name) => schemaFiles(name, context)))
  const answer = readSchemaFiles(lists.flat())
  if (answer.ok) return answer.schemas
  throw new WrongUseError('--schemas', `${answer.path} cannot be used: ${answer.reason}`)
}

async function schemaFiles(name: string, context: CommandContext): Promise<readonly SchemaFile[]> {
  const files: SchemaFile[] = []
  const listed = await listLogs([name], (error) => {
    throw new WrongUseError('--schemas', error.message)
  })
  for (const file of listed) {
    const isNamed = file === name
    if (!isNamed && !/\.json$/i.test(file)) continue
    const read = await readJsonFile(file, context)
    if (!read.ok) throw new WrongUseError('--schemas', `${file}: ${read.answer.issues[0]?.message ?? 'it is no JSON'}`)
    const path = isNamed ? basename(file) : relative(name, file).split(sep).join('/')
    if (isNamed || !isStixObject(read.value)) files.push({ path, value: read.value })
  }
  return files
}
