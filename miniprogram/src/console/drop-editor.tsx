import { getManagedDrop } from '@gonghui/shared/benefits/drops'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { refusalWords } from '../lib/until-known'
import { useAnswer } from '../lib/use-answer'
import { useGrant } from '../lib/use-grant'
import { Button } from '../ui/button'
import { ConsolePage } from '../ui/console'
import { NoGrant } from '../ui/org-choice'
import { Loading, Offline, Refused } from '../ui/states'
import { AudienceSection } from './audience-section'
import { editorStart } from './editor-start'
import { ExpiryFields } from './expiry-fields'
import { FaceFields } from './face-fields'
import { OutletFields } from './outlet-fields'
import { PriceFields } from './price-fields'
import { StockFields } from './stock-fields'
import { useEditor } from './use-editor'
import { WayFields } from './way-fields'

/** 新建 or 修改: one form for all that a drop is. */
export default function DropEditor() {
  const { dropId, orgId } = useRouter().params
  const { me, grants } = useGrant('operator')
  const isOperator = grants.length > 0
  const { answer, reload } = useAnswer(
    getManagedDrop,
    isOperator && dropId ? { params: { dropId } } : undefined,
  )
  const draft = answer.kind === 'ready' ? answer.body.drop : undefined
  const begun = dropId && !draft ? undefined : editorStart(grants, { orgId, draft })
  return (
    <ConsolePage at="drops" title={dropId ? '修改草稿' : '新建一场福利'} under="先存草稿；排期后内容不能再改">
      {!begun && (!dropId || !isOperator) && <NoGrant me={me} what="新建福利" />}
      {isOperator && dropId && answer.kind === 'loading' && <Loading rows={4} />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={reload} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {begun && <EditorFields {...begun} />}
    </ConsolePage>
  )
}

interface EditorFieldsProps {
  readonly start: Parameters<typeof useEditor>[0]
  readonly orgId: string
}

function EditorFields({ start, orgId }: EditorFieldsProps) {
  const editor = useEditor(start)
  const { saving, save } = editor
  return (
    <View id="drop-editor">
      <View className="console-columns">
        <View>
          <FaceFields editor={editor} />
          <WayFields editor={editor} />
          <PriceFields editor={editor} />
          <StockFields editor={editor} />
          <ExpiryFields editor={editor} />
        </View>
        <View>
          <AudienceSection editor={editor} rootId={orgId} />
          <OutletFields editor={editor} />
        </View>
      </View>
      {saving.kind === 'refused' && (
        <View className="field-error" id={`refused-${saving.problem.code}`}>
          {refusalWords(saving.problem)}
        </View>
      )}
      {saving.kind === 'unknown' && (
        <View className="field-error">暂时没有回应，还不知道存上没有。再点一次不会重复新建。</View>
      )}
      <Button id="save-drop" busy={saving.kind === 'sending' && '正在保存…'} onTap={() => void save()}>
        存草稿
      </Button>
    </View>
  )
}
