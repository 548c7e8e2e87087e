import { isMembers, type Members } from '../../members.ts'
import { checkCustomName, customChecks, type Named } from './custom-names.ts'
import { fileExtensions } from './file-extensions.ts'
import type { Findings } from './findings.ts'
import { networkExtensions, processExtensions, userExtensions } from './observable-extensions.ts'
import type { MemberRules } from './values.ts'

/** Extensions of the standard by type; only of these types are the names of others looked at. */
const knownExtensions: Readonly<Record<string, MemberRules>> = {
  file: fileExtensions,
  'network-traffic': networkExtensions,
  process: processExtensions,
  'user-account': userExtensions,
}
/** Reserved names are faults of their own. */
const reserved = new Set(['severity', 'action', 'username', 'phone_numbers'])

/**
 * Content of an object that the standard does not know: its type, its properties, its extensions. Source: STIX 2.1 §7.3, §11.
 *
 * @param members - Rules of the type's members, undefined for a type that the standard does not know.
 */
export function checkCustomContent(value: Members, members: MemberRules | undefined, findings: Findings): void {
  if (!customChecks.some(findings.isOn)) return
  const type = String(value['type'])
  if (members === undefined) {
    if (type !== 'action') unless(usesExtension(value, ['new-sdo', 'new-sco', 'new-sro']), type, 'type', findings)
    return
  }
  const isExtended = usesExtension(value, ['toplevel-property-extension'])
  for (const name of Object.keys(value)) {
    if (Object.hasOwn(members, name) || reserved.has(name)) continue
    findings.enter(name)
    unless(isExtended, name, 'property', findings)
    findings.leave()
  }
  checkExtensionNames(value, type, findings)
}

/** Looks at a name, except whether it comes with an extension where it does. */
function unless(isExtended: boolean, name: string, named: Named, findings: Findings): void {
  if (isExtended && findings.isOn('extensions-use')) {
    if (named === 'type') findings.should('strict-types', '11.2', `“${name}” is no type of the standard`)
    else findings.should('strict-properties', '11.1', `“${name}” is no ${named} of the standard`)
  } else checkCustomName(name, named, findings)
}

function checkExtensionNames(value: Members, type: string, findings: Findings): void {
  const known = Object.hasOwn(knownExtensions, type) ? knownExtensions[type] : undefined
  const extensions = value['extensions']
  if (known === undefined || !isMembers(extensions)) return
  const isDefined = usesExtension(value, ['property-extension'])
  findings.enter('extensions')
  for (const name of Object.keys(extensions)) {
    if (Object.hasOwn(known, name) || (isDefined && findings.isOn('extensions-use'))) continue
    findings.enter(name)
    checkCustomName(name, 'extension', { ...findings, should: notAsProperty(findings) })
    findings.leave()
  }
  findings.leave()
}

/** An extension of somebody's own is no property: that only those of the standard are used does not concern it. */
function notAsProperty(findings: Findings): Findings['should'] {
  return (code, section, message) => {
    if (code !== 'strict-properties') findings.should(code, section, message)
  }
}

function usesExtension(value: Members, types: readonly string[]): boolean {
  const extensions = value['extensions']
  if (!isMembers(extensions)) return false
  return Object.values(extensions).some((one) => isMembers(one) && types.includes(String(one['extension_type'])))
}
