import type { Members } from '../members.ts'
import { firstOf, readTable } from './field-reader.ts'
import type { FieldValue } from './log-event.ts'
import { fileFields, listedHashes, processFields, programHashFields } from './observed-fields.ts'
import { numbered, type Observing, textual } from './observing.ts'

type Facts = { readonly [name in keyof typeof fileFields]?: FieldValue }

/** The file of an event, and its process with what began it. */
export function observeFiles({ fields, add }: Observing): void {
  const file: Facts = readTable(fields, fileFields)
  const listed = hashesIn(firstOf(fields, listedHashes))
  const hashes = { ...listed, ...hashesOf(file) }
  const ofProgram = hashesOf(readTable(fields, programHashFields))
  const path = file.path ?? file.name
  const { image, pid, command, folder, parent, parentCommand } = readTable(fields, processFields)
  const addFile = fileAdder(add)
  // Of a process that begins, the hashes are those of its program.
  const isOfFile = path !== undefined || image === undefined
  const isFile = typeof path === 'string' || (isOfFile && Object.keys(hashes).length > 0)
  const isProgram = path !== undefined && image === path
  const fileRef = isFile ? addFile(path, file, isProgram ? { ...hashes, ...ofProgram } : hashes) : undefined
  if (image === undefined && Object.keys(ofProgram).length > 0) addFile(undefined, {}, ofProgram)
  if (image === undefined && command === undefined) return
  const ofImage = { ...(isOfFile ? {} : hashes), ...ofProgram }
  const imageRef = image === undefined || (isProgram && fileRef !== undefined) ? fileRef : addFile(image, {}, ofImage)
  const parentRef =
    parent === undefined
      ? undefined
      : add({ type: 'process', image_ref: addFile(parent, {}, {}), ...textual('command_line', parentCommand) })
  add({
    type: 'process',
    ...numbered('pid', pid),
    ...textual('command_line', command),
    ...textual('cwd', folder),
    ...(image !== undefined && imageRef !== undefined && { image_ref: imageRef }),
    ...(parentRef !== undefined && { parent_ref: parentRef }),
  })
}

function fileAdder(add: Observing['add']) {
  return (path: unknown, { size, mime }: Facts, hashes: Members): string => {
    const text = typeof path === 'string' ? path : ''
    const cut = Math.max(text.lastIndexOf('\\'), text.lastIndexOf('/'))
    const folder = cut > 0 ? add({ type: 'directory', path: text.slice(0, cut) }) : undefined
    return add({
      type: 'file',
      ...(text !== '' && { name: text.slice(cut + 1) }),
      ...(folder !== undefined && { parent_directory_ref: folder }),
      ...(Object.keys(hashes).length > 0 && { hashes }),
      ...numbered('size', size),
      ...textual('mime_type', mime),
    })
  }
}

function hashesOf({ md5, sha1, sha256, sha512, ssdeep, tlsh }: Facts): Members {
  return {
    ...textual('MD5', md5),
    ...textual('SHA-1', sha1),
    ...textual('SHA-256', sha256),
    ...textual('SHA-512', sha512),
    ...textual('SSDEEP', ssdeep),
    ...textual('TLSH', tlsh),
  }
}

const listedNames: Readonly<Record<string, string>> = { MD5: 'MD5', SHA1: 'SHA-1', SHA256: 'SHA-256' }

/** Of `SHA1=…,MD5=…`. */
function hashesIn(text: FieldValue | undefined): Members {
  if (typeof text !== 'string') return {}
  const pairs = text.split(',').flatMap((part) => {
    const [name = '', value = ''] = part.split('=')
    const algorithm = Object.hasOwn(listedNames, name.trim()) ? listedNames[name.trim()] : undefined
    return algorithm === undefined || value === '' ? [] : [[algorithm, value.trim()] as const]
  })
  return Object.fromEntries(pairs)
}
