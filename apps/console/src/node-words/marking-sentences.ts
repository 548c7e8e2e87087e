import type { Sentence } from './sentence.ts'

/** What the node says of a marking that is lower, or higher, than what it is made from. */
export const markingSentences: readonly Sentence[] = [
  ['{lack~}: lower than its sources, which only a tear-line may be', '{lack}。元より低い表示は部分開示に限る'],
  ['marking/mode: {own} is not {theirs}', 'marking/mode：{own}は{theirs}と異なる'],
  [
    'marking/lvl: level {own#} of {pol} is below level {theirs#}',
    'marking/lvl：{pol}の区分{own}は区分{theirs}より低い',
  ],
  ['marking/tlp: no TLP label is below {theirs}', 'marking/tlp：TLPなしは{theirs}より低い'],
  ['marking/tlp: {own} is below {theirs}', 'marking/tlp：{own}は{theirs}より低い'],
  ['marking/ctl: it is not stated', 'marking/ctl：取扱条件の指定がない'],
  ['marking/ctl: {tag} is missing', 'marking/ctl：取扱条件{tag}がない'],
  ['marking/comp: it is not stated', 'marking/comp：区画の指定がない'],
  ['marking/comp: {tag} is missing', 'marking/comp：区画{tag}がない'],
  ['marking/aud: it names no nations', 'marking/aud：開示先の指定がない'],
  ['marking/aud: {nation} gets more of it', 'marking/aud：{nation}に元より多くが渡る'],
  ['marking/until: it ends at {utc@}, which is too early', 'marking/until：期限{utc}は早すぎる'],
  ['it is marked higher than its sources and does not say why', '元より高い表示だが、その理由がない'],
  ['made from {theirs} records, but marked {own}', '{theirs}の記録から作ったが、表示は{own}'],
]
