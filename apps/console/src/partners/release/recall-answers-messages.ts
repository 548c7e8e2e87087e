import type { Catalogue } from '../../i18n/text.ts'

const en = {
  title: 'Answers to the recall',
  promise: 'An answer is the partner’s signed word. It is a promise: nothing proves that no copy was kept.',
  count: '{answered} of {all} answered',
  partner: 'Partner',
  answer: 'Answer',
  when: 'Received',
  none: 'No partner has this log.',
  notYet: 'not yet',
  hidden: 'hidden',
  purged: 'deleted',
  notHeld: 'did not have it',
  refused: 'refused',
}

/** Words of what partners answered to a recall. */
export const recallAnswersMessages: Catalogue<keyof typeof en> = {
  en,
  ja: {
    title: '回収への回答',
    promise: '回答は相手国が署名した約束であり、写しが残っていないことの証明ではない。',
    count: '{all}か国中{answered}か国が回答',
    partner: '相手国',
    answer: '回答',
    when: '受領',
    none: 'このログを持つ相手国はない。',
    notYet: 'まだない',
    hidden: '非表示にした',
    purged: '消去した',
    notHeld: '保有していない',
    refused: '拒否',
  },
}
