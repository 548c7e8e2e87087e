/** Extensions of the incident suite by what they add. Source: Incident Extension Suite 2.1 (OASIS, draft of 20 February 2024) §2. */
export const suiteExtensions = {
  incident: 'extension-definition--ef765651-680c-498d-9894-99799f2fa126',
  event: 'extension-definition--4ca6de00-5b0d-45ef-a1dc-ea7279ea910e',
  impact: 'extension-definition--7cc33dd6-f6a1-489b-98ea-522d351d71b9',
  task: 'extension-definition--2074a052-8be4-4932-849e-f5e7798e0030',
} as const

/** What an object of a type that an extension adds must say of it. */
export function asNewType(extension: string): { readonly [extension: string]: { readonly extension_type: 'new-sdo' } } {
  return { [extension]: { extension_type: 'new-sdo' } }
}
