import { dictionaryOf, hashes } from './dictionaries.ts'
import { shown } from './findings.ts'
import { refsTo } from './references.ts'
import {
  flag,
  float,
  formed,
  hex,
  integer,
  listOf,
  type MemberRules,
  structure,
  text,
  type ValueRule,
} from './values.ts'
import { isInVocabulary } from './vocabularies.ts'

const section = '6.7'
const size = integer(0)
const whole = integer()

function all(names: string, rule: ValueRule): MemberRules {
  return Object.fromEntries(names.split(' ').map((name) => [name, rule]))
}

const optionalHeader: MemberRules = {
  ...all('magic_hex win32_version_value_hex checksum_hex subsystem_hex dll_characteristics_hex loader_flags_hex', hex),
  ...all(
    'major_linker_version minor_linker_version address_of_entry_point base_of_code base_of_data image_base section_alignment file_alignment major_os_version minor_os_version major_image_version minor_image_version major_subsystem_version minor_subsystem_version number_of_rva_and_sizes',
    whole,
  ),
  ...all(
    'size_of_code size_of_initialized_data size_of_uninitialized_data size_of_image size_of_headers size_of_stack_reserve size_of_stack_commit size_of_heap_reserve size_of_heap_commit',
    size,
  ),
  hashes,
}

const peMembers: MemberRules = {
  imphash: text,
  machine_hex: hex,
  number_of_sections: size,
  time_date_stamp: formed(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/, 'timestamp', section, 'a time to the second'),
  pointer_to_symbol_table_hex: hex,
  number_of_symbols: size,
  size_of_optional_header: size,
  characteristics_hex: hex,
  file_header_hashes: hashes,
  optional_header: structure({ section, isClosed: true, members: optionalHeader, anyOf: Object.keys(optionalHeader) }),
  sections: listOf(
    structure({ section, isClosed: true, members: { name: text, size, entropy: float(), hashes }, required: ['name'] }),
  ),
}

const peType: ValueRule = (value, findings) => {
  text(value, findings)
  if (typeof value === 'string' && !isInVocabulary('windows-pebinary-type', value)) {
    findings.should('windows-pebinary-type', '10.28', `${shown(value)} is not in the open vocabulary`)
  }
}

const documentKeys = new Set('Title Author Subject Keywords Creator Producer CreationDate ModDate Trapped'.split(' '))

const documentInfo: ValueRule = (value, findings) => {
  dictionaryOf(text)(value, findings)
  for (const name of Object.keys(value ?? {}).filter((each) => !documentKeys.has(each))) {
    findings.should('pdf-doc-info', section, `${shown(name)} is no key of a PDF document information dictionary`)
  }
}

const exif: ValueRule = dictionaryOf(
  (value, findings) => {
    if (typeof value !== 'string' && typeof value !== 'number')
      findings.must('value-type', section, 'wants text or a number')
  },
  { keys: /^[A-Z][a-zA-Z0-9_-]+$/, section },
)

const pdf: MemberRules = {
  version: text,
  is_optimized: flag,
  document_info_dict: documentInfo,
  pdfid0: text,
  pdfid1: text,
}
const image: MemberRules = { image_height: whole, image_width: whole, bits_per_pixel: whole, exif_tags: exif }
const ntfs: MemberRules = {
  sid: text,
  alternate_data_streams: listOf(
    structure({ section, isClosed: true, members: { name: text, hashes, size }, required: ['name'] }),
  ),
}

/** Extensions of files that the standard defines. Source: STIX 2.1 §6.7.2–6.7.6. */
export const fileExtensions: MemberRules = {
  'archive-ext': structure({
    section,
    isClosed: true,
    members: { contains_refs: refsTo('file', 'directory'), comment: text },
    required: ['contains_refs'],
  }),
  'ntfs-ext': structure({ section, isClosed: true, members: ntfs, anyOf: Object.keys(ntfs) }),
  'pdf-ext': structure({ section, isClosed: true, members: pdf, anyOf: Object.keys(pdf) }),
  'raster-image-ext': structure({ section, isClosed: true, members: image, anyOf: Object.keys(image) }),
  'windows-pebinary-ext': structure({
    section,
    isClosed: true,
    members: { pe_type: peType, ...peMembers },
    required: ['pe_type'],
    anyOf: Object.keys(peMembers),
  }),
}
