import type { Catalogue } from '../../i18n/text.ts'
import { type CardMessageId, cardMessagesEn } from './messages-en.ts'
import { cardMessagesJa } from './messages-ja.ts'

/** Words of the card of an object. */
export const cardMessages: Catalogue<CardMessageId> = { en: cardMessagesEn, ja: cardMessagesJa }
