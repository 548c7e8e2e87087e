import { domainRules } from './domain-rules.ts'
import { metaRules, relationshipRules } from './meta-rules.ts'
import { observableRules } from './observable-rules.ts'
import type { Structure } from './values.ts'

/** How the objects of the standard are made, by type. */
export const objectRules: ReadonlyMap<string, Structure> = new Map(
  Object.entries({ ...domainRules, ...relationshipRules, ...metaRules, ...observableRules }),
)
