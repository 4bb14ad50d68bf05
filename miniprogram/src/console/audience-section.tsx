import { AudienceFields } from './audience-fields'
import { PeopleCount } from './people-count'
import { QuotaFields } from './quota-fields'
import { useAudienceCount } from './use-audience-count'
import type { Editor } from './use-editor'

/** Who may take it, who has units of their own, and how many people that is now. */
export function AudienceSection({ editor, rootId }: { readonly editor: Editor; readonly rootId: string }) {
  const count = useAudienceCount(editor.form)
  return (
    <>
      <AudienceFields title="谁能抢" editor={editor} rootId={rootId} beginsAt={editor.form.opensAt}>
        <PeopleCount count={count} />
      </AudienceFields>
      {editor.form.way === 'first-come' && <QuotaFields editor={editor} rootId={rootId} count={count} />}
    </>
  )
}
