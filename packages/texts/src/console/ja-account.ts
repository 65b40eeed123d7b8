// パスワード以外のサインインと「マイアカウント」の日本語。ja.ts が取り込む。
import { grammarOf } from '../grammar.ts';
import type { ConsoleTexts } from './en.ts';

const { plural } = grammarOf('ja');

export const account: ConsoleTexts['account'] = {
  page: 'マイアカウント',
  loading: 'アカウントを読み込んでいます',
  failed: 'アカウントを表示できません',
  confirmHeading: 'ご本人であることを確認してください',
  confirm: 'サインイン方法を変更します。もう一度サインインしてください。元の画面に戻ります。',
  passkey: {
    signIn: 'パスキーでサインイン',
    or: 'または',
    refused: 'このパスキーは使えませんでした。もう一度試すか、パスワードをお使いください。',
    heading: 'パスキー',
    lead: 'パスワードの代わりに、指紋・顔・端末のPINでサインインします。パスキーはこのサイトでしか使えないため、だまし取られることがありません。',
    none: 'パスキーはまだありません。',
    add: 'パスキーを追加',
    addBody: '端末の名前を付けてください。あとはブラウザーが案内します。',
    name: '名前',
    nameMissing: '名前を入力してください。',
    thisDevice: 'この端末',
    added: 'パスキーを追加しました',
    cancelled: '追加されませんでした。取り消されたか、時間がかかりすぎました。',
    exists: 'この端末にはすでにパスキーがあります。',
    unsupported: 'このブラウザーではパスキーを使えません。最新のブラウザーと安全なアドレス(https)が必要です。',
    created: (when) => `追加:${when}`,
    used: (when) => `最終使用:${when}`,
    neverUsed: '未使用',
    backedUp: 'バックアップ済み',
    rename: '名前を変更',
    renameWhich: (name) => `${name}の名前を変更`,
    renamed: 'パスキーの名前を変更しました',
    remove: '削除',
    removeWhich: (name) => `${name}を削除`,
    removeBody:
      'このパスキーではサインインできなくなり、ほかの端末のセッションはすぐに終了します。端末からも削除してください。',
    removed: 'パスキーを削除しました',
    offerHeading: '次回からもっと速くサインイン',
    offerBody: 'パスキーなら指紋・顔・PINだけで済みます。共用しない端末でのみお使いください。',
    later: '今はしない',
    count: (count) => plural(count, { other: 'パスキー#件' }),
    noneShort: 'パスキーなし',
  },
};
