import { Button } from 'react-aria-components'
import { usePlayground, type Notice } from '../store/playground.ts'
import { say, tell } from '../words/catalogue.ts'

function NoticeBox({ notice }: { readonly notice: Notice }) {
  const dismiss = usePlayground((playground) => playground.dismiss)
  return (
    <div className={`notice notice-${notice.tone}`}>
      <p>
        {tell(notice.sentence)} {notice.advice && tell(notice.advice)}
      </p>
      <Button className="button button-small" onPress={dismiss}>{say('app.notice.dismiss')}</Button>
    </div>
  )
}

/** What went wrong, or is new. Both places are there from the start, so that what comes into them is read out. */
export function Notices() {
  const notice = usePlayground((playground) => playground.notice)
  return (
    <div className="notices">
      <div role="alert">{notice?.tone === 'problem' && <NoticeBox notice={notice} />}</div>
      <div role="status">{notice?.tone === 'news' && <NoticeBox notice={notice} />}</div>
    </div>
  )
}
