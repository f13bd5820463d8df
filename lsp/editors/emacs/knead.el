;;; knead.el --- Knead's language server in Emacs -*- lexical-binding: t -*-

;; Load this file from your init file. Emacs 29 and later bring Eglot along; where lsp-mode is loaded, it is configured too.

;;; Code:

(define-derived-mode knead-bitbake-mode prog-mode "BitBake"
  "A mode for BitBake's files."
  (setq-local comment-start "# ")
  (setq-local comment-start-skip "#+\\s-*")
  (setq-local indent-tabs-mode nil))

(defun knead-metadata-p ()
  "Whether the buffer's file lies in a layer or a build directory."
  (and buffer-file-name
       (or (locate-dominating-file buffer-file-name "conf/layer.conf")
           (locate-dominating-file buffer-file-name "conf/bblayers.conf"))))

(defun knead-maybe-bitbake-mode ()
  "Turn on `knead-bitbake-mode' for an .inc or .conf file of a layer."
  (when (and (knead-metadata-p) (string-match-p "\\.\\(inc\\|conf\\)\\'" buffer-file-name))
    (knead-bitbake-mode)))

(add-to-list 'auto-mode-alist '("\\.bb\\(append\\|class\\)?\\'" . knead-bitbake-mode))
(add-hook 'find-file-hook #'knead-maybe-bitbake-mode)

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '((knead-bitbake-mode :language-id "bitbake") . ("knead" "lsp"))))

(with-eval-after-load 'lsp-mode
  (add-to-list 'lsp-language-id-configuration '(knead-bitbake-mode . "bitbake"))
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection '("knead" "lsp"))
                    :activation-fn (lsp-activate-on "bitbake")
                    :server-id 'knead)))

(unless (featurep 'lsp-mode)
  (add-hook 'knead-bitbake-mode-hook #'eglot-ensure))

(provide 'knead)
;;; knead.el ends here
