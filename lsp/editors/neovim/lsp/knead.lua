-- What vim.lsp.enable('knead') starts in Neovim 0.11 and later.
local knead = require('knead')
return vim.tbl_extend('force', knead.config, {
  root_dir = function(buffer, found)
    found(knead.root(vim.api.nvim_buf_get_name(buffer)))
  end,
})
