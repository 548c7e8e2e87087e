import type { Catalogue } from '../i18n/text.ts'
import { caseMessagesEn } from './messages-en.ts'
import { caseMessagesJa } from './messages-ja.ts'

/** A sentence or word of cases. */
export type CaseWord = keyof typeof caseMessagesEn

/** Words of cases. */
export const caseMessages: Catalogue<CaseWord> = { en: caseMessagesEn, ja: caseMessagesJa }
