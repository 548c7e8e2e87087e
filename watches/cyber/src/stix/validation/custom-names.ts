import { type Findings, shown } from './findings.ts'

/** What is named. */
export type Named = 'type' | 'property' | 'extension'

/** How custom content is named: with the name of who made it, or at least marked as custom. Source: STIX 2.1 §11. */
const forms: Readonly<Record<Named, { readonly strict: RegExp; readonly lax: RegExp; readonly example: string }>> = {
  type: { strict: /^x-.+-.+$/, lax: /^x-.+$/, example: 'x-example-com-thing' },
  property: { strict: /^x_.+_.+$/, lax: /^x_.+$/, example: 'x_example_com_thing' },
  extension: { strict: /^x-.+-.+-ext$/, lax: /^x-.+-ext$/, example: 'x-example-com-thing-ext' },
}

/** What is asked of custom content: recommendations, all of them. */
export const customChecks = [
  'extensions-use',
  'custom-prefix',
  'custom-prefix-lax',
  'strict-types',
  'strict-properties',
]

/** Content that the standard does not know, in an object that it knows or of its own type. At most one of these checks is on. */
export function checkCustomName(name: string, named: Named, findings: Findings): void {
  const section = named === 'type' ? '11.2' : named === 'property' ? '11.1' : '11.3'
  const { strict, lax, example } = forms[named]
  findings.should('extensions-use', '7.3', `the ${named} ${shown(name)} should come with an extension definition`)
  if (!strict.test(name)) findings.should('custom-prefix', section, `${shown(name)} should be named as ${example} is`)
  if (!lax.test(name)) findings.should('custom-prefix-lax', section, `${shown(name)} should begin with x- or x_`)
  if (named === 'type') findings.should('strict-types', section, `${shown(name)} is no type of the standard`)
  else findings.should('strict-properties', section, `${shown(name)} is no ${named} of the standard`)
}
