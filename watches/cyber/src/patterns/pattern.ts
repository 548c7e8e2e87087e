/** A value in a pattern. A timestamp is in the form in which texts sort as times do, see `readTimestamp`; bytes are one character each. */
export type Constant =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'binary'; readonly value: string }
  | { readonly type: 'timestamp'; readonly value: string }

/** One step of an object path: a member, an element, or all elements. */
export type PathStep = { readonly key: string } | { readonly index: number } | { readonly index: 'all' }

/** Where in an observed object a value is: `file:hashes.'SHA-256'`. */
export type ObjectPath = { readonly objectType: string; readonly steps: readonly PathStep[] }

/** Operators between a path and one value. */
export type OrderOperator = '=' | '!=' | '<' | '<=' | '>' | '>='

/** Tells of one value whether it fits. */
export type TestText = (text: string) => boolean

/** What is asked of a value that a path leads to. */
export type PropertyTest =
  | { readonly operator: OrderOperator; readonly constant: Constant }
  | { readonly operator: 'IN'; readonly constants: readonly Constant[] }
  | { readonly operator: 'LIKE'; readonly text: string; readonly fits: TestText }
  /** `fitsBytes` is absent where the expression holds a character that is no byte. */
  | { readonly operator: 'MATCHES'; readonly fits: TestText; readonly fitsBytes: TestText | undefined }
  | { readonly operator: 'ISSUBSET' | 'ISSUPERSET'; readonly network: string }
  | { readonly operator: 'EXISTS' }

/** What is asked of the values at one path. */
export type TestComparison = {
  readonly kind: 'test'
  readonly path: ObjectPath
  readonly isNegated: boolean
  readonly test: PropertyTest
}

/** What is asked of one observed object. */
export type Comparison = TestComparison | { readonly kind: 'and' | 'or'; readonly parts: readonly Comparison[] }

/** What is asked of observations. */
export type ObservationExpression =
  | { readonly kind: 'observed'; readonly comparison: Comparison }
  | { readonly kind: 'and' | 'or' | 'followedBy'; readonly parts: readonly ObservationExpression[] }
  | { readonly kind: 'repeats'; readonly part: ObservationExpression; readonly times: number }
  | { readonly kind: 'within'; readonly part: ObservationExpression; readonly seconds: number }
  /** From `startMs` on and before `stopMs`, Unix time. */
  | {
      readonly kind: 'between'
      readonly part: ObservationExpression
      readonly startMs: number
      readonly stopMs: number
    }

/** A pattern that was read. Source: STIX 2.1 §9. */
export type Pattern = {
  readonly expression: ObservationExpression
  /** Whether a qualifier of one kind stands twice on one expression, as 2.1 forbids; 2.0 does not, and its meaning is plain. */
  readonly hasDoubledQualifier: boolean
  /** The first test that nothing can fit, with its place: a network that is none. */
  readonly unfit: string | undefined
}

/** Why something is no pattern, or could not be asked of what was observed. */
export type PatternFault = { readonly code: string; readonly reason: string }
