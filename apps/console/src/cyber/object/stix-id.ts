/** The form of every id. Source: STIX 2.1 §2.9. */
const FORM = /^[a-z0-9][a-z0-9-]*--[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether an object can be called so; the node refuses to look for what cannot. */
export function isStixId(id: string): boolean {
  return id.length <= 300 && FORM.test(id)
}
