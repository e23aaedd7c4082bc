import { FileBox } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Message } from '../../ui/Message.tsx';
import { useWords } from '../../words/use-words.ts';
import { ManifestFields } from './ManifestFields.tsx';
import { type OpenedFile, useOwnModel } from './use-own-model.ts';

/** Brings in a network of the user's own: choose its file, look over how it is used, try it. */
export function OwnModelDialog({ onClose }: { readonly onClose: () => void }) {
  const { ownModel: words } = useWords();
  const steps = useOwnModel();
  const chooser = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const { opened, form, busy, problem, isWaiting } = steps;
  const choose = () => chooser.current?.click();

  async function take(): Promise<void> {
    if (await steps.take()) onClose();
  }

  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      actions={
        form && (
          <>
            <Button onClick={onClose}>{words.cancel}</Button>
            <Button look="primary" disabled={busy !== null} onClick={take}>
              {busy === 'trying' ? words.trying : words.take}
            </Button>
          </>
        )
      }
    >
      {/* Files land anywhere in it. */}
      <section
        aria-label={words.region}
        onDragEnter={event => event.preventDefault()}
        onDragOver={event => {
          event.preventDefault();
          event.dataTransfer.dropEffect = 'copy';
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={event => {
          event.preventDefault();
          setOver(false);
          void steps.add([...event.dataTransfer.files]);
        }}
      >
        <p className="text-pretty text-dim">{words.text}</p>
        <input
          ref={chooser}
          className="visually-hidden"
          type="file"
          accept=".onnx,.json"
          multiple
          tabIndex={-1}
          aria-label={words.files}
          onChange={({ target }) => {
            void steps.add([...(target.files ?? [])]);
            // So that the same file can be chosen again once it is mended.
            target.value = '';
          }}
        />
        {opened ? (
          <FileRow opened={opened} onChange={choose} />
        ) : (
          <button
            type="button"
            className="mt-4 grid w-full cursor-pointer justify-items-center rounded-lg border-[1.5px] border-line-strong border-dashed px-4 py-8 not-aria-disabled:hover:border-accent not-aria-disabled:hover:bg-accent-wash aria-disabled:cursor-default data-[over=true]:border-accent data-[over=true]:bg-accent-wash"
            data-over={isOver}
            aria-disabled={busy !== null || undefined}
            onClick={busy === null ? choose : undefined}
          >
            <FileBox className="mb-2 text-dim" size={22} strokeWidth={1.5} aria-hidden="true" />
            <strong className="font-medium">
              {busy ? words.checking : isWaiting ? words.waiting : words.choose}
            </strong>
            <span className="text-dim">{words.kinds}</span>
          </button>
        )}
        {problem && (
          <div className="mt-3 *:shadow-none">
            <Message {...problem} tone="problem" />
          </div>
        )}
        {opened && form && (
          <ManifestFields form={form} facts={opened.facts} guessed={steps.guessed} onChange={steps.edit} />
        )}
      </section>
    </Dialog>
  );
}

function FileRow({ opened, onChange }: { readonly opened: OpenedFile; readonly onChange: () => void }) {
  const { ownModel: words } = useWords();
  const { bytes, nodes, opset } = opened.facts;
  return (
    <div className="mt-4 flex items-center gap-3 rounded-lg bg-field py-2 pr-2 pl-3.5">
      <FileBox className="flex-none text-dim" size={18} strokeWidth={1.6} aria-hidden="true" />
      <div className="grid min-w-0 flex-1">
        <strong className="truncate font-medium">{opened.name}</strong>
        <span className="text-xs text-dim">{words.facts(bytes, nodes, opset)}</span>
      </div>
      <Button look="quiet" className="not-aria-disabled:hover:bg-field-hover" onClick={onChange}>
        {words.change}
      </Button>
    </div>
  );
}
