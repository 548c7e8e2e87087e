import type { Catalogue } from '../../i18n/text.ts'

const en = {
  author: 'Before you can write a release',
  release: 'Before you can let it go',
  recall: 'Before you can take it back',
  why: 'What leaves this node is signed with the officer’s own key, in this browser. You have none here that counts for this yet.',
  done: 'done',
  now: 'now',
  later: 'later',
  signIn: 'Sign in under your name',
  signInText: 'Sign in at the top right of this page.',
  make: 'Make your own key in this browser',
  makeText: 'It takes one click, and the key cannot be taken out of this browser.',
  elsewhere: 'Your certified key lies in another browser or in a key file: sign there, or make one more here.',
  lacksMandate: 'Your certified key does not allow it. Make one more, and ask for that mandate.',
  toKey: 'My key',
  certify: 'Have it certified by two of the three root keys',
  readOut: 'Read this fingerprint to those who hold the root keys, by telephone or face to face:',
  theyType: 'On the machine of the node they type, with their own key files:',
  mandateHint:
    'With “author” the key may write releases, with “author,release” also let go what another officer wrote. The first line of each passphrase file is the passphrase of its root key.',
  browserFailed: 'This browser cannot make or keep the key: {reason}',
  copy: 'Copy the command',
  copied: 'Command copied',
  back: 'Go on here: this page notices by itself that the key is certified',
}

/** Words of the way to a key that counts. */
export const keyGuideMessages: Catalogue<keyof typeof en> = {
  en,
  ja: {
    author: '起案の前に',
    release: '提供の前に',
    recall: '回収の前に',
    why: 'このノードから渡るものには、当直員が自分の鍵でこのブラウザーから署名します。これに使える鍵はまだここにありません。',
    done: '済み',
    now: '次にすること',
    later: 'その後',
    signIn: '自分の名前でサインイン',
    signInText: 'このページの右上でサインインしてください。',
    make: 'このブラウザーで自分の鍵を作る',
    makeText: 'ボタン一つで作れます。鍵はこのブラウザーから取り出せません。',
    elsewhere:
      'あなたの有効な鍵は別のブラウザーか鍵ファイルにあります。そちらで署名するか、ここでもう一つ作ってください。',
    lacksMandate: 'あなたの有効な鍵にはこの権限がありません。もう一つ作り、権限を付けて認証を受けてください。',
    toKey: '自分の鍵',
    certify: '3つのルート鍵のうち2つで認証を受ける',
    readOut: 'ルート鍵の保有者に、電話か対面でこのフィンガープリントを読み上げてください：',
    theyType: '保有者はノードの計算機で、自分の鍵ファイルを使って次を実行します：',
    mandateHint:
      '「author」は起案だけ、「author,release」は他の当直員が起案したものの提供もできます。各パスフレーズファイルの1行目がそのルート鍵のパスフレーズです。',
    browserFailed: 'このブラウザーでは鍵を作成・保管できない：{reason}',
    copy: 'コマンドをコピー',
    copied: 'コマンドをコピーした',
    back: 'ここに戻る（認証されると、このページが自動で先へ進む）',
  },
}
